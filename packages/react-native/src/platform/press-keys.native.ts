// Phones press by their own keyboards' and switches' ways.

export const pressKeys = (_role: string): object => NONE

const NONE = {}
