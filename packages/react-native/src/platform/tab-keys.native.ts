// Tabs on a phone are tapped; its screen reader moves through them.

export const tabKeys = (_rtl: boolean): object => NONE
export const tabStop = (_selected: boolean): object => NONE

const NONE = {}
