// Phones and tablets are touched; a mouse that somebody plugs in finds the same long presses.

export const useFinePointer = (): boolean => false
