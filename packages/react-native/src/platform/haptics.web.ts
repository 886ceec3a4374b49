// A browser does not tick: the vibration of a phone's browser is a motor, not a tap, and iPhones have none.

export const canTick = false

export function tick(): void {}
