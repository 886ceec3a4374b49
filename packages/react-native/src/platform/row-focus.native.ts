// Phones keep the focus of a hardware keyboard themselves.

export const rowMark = (_id: string): object => NONE
export function keepFocusNear(_id: string): void {}
export const rowKeys = (_onLeave?: () => void): object => NONE
export const focusFirstRow = (): boolean => false

const NONE = {}
