// Phones keep the focus of a hardware keyboard themselves.

export interface RowKeys {
  /** Up from the first row. */
  readonly onFirst?: () => void
  readonly onEscape?: () => void
}

export const rowMark = (_id: string): object => NONE
export function keepFocusNear(_id: string): void {}
export const rowKeys = (_keys?: RowKeys): object => NONE
export const focusFirstRow = (): boolean => false

const NONE = {}
