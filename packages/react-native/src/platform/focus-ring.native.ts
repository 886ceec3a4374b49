// Phones draw the focus of a hardware keyboard themselves.

export function useFocusRing(_color: string): void {}
