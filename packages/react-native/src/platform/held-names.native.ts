// A phone has one app and no tabs.

export const holdName = (_name: string): (() => void) => nothing

export const isNameHeld = async (_name: string): Promise<boolean> => false

const nothing = () => {}
