// Browsers bring the field that is written in above the keyboard themselves.

export const useFieldInSight = (): object => NONE

const NONE = {}
