// Phones put the focus back by themselves.

export function useReturnFocus(_open: boolean): void {}
