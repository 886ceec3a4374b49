// Tabs on a phone are tapped; its screen reader moves through them.

export const tabKeys = (_rtl: boolean): object => NONE

const NONE = {}
