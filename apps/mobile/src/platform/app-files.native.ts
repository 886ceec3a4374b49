// A phone's app is installed whole; new versions come from the store.

export function keepAppFiles(): void {}

export function takeNewVersion(): void {}

export const isInstalled = (): boolean => true
export const hasAppFiles = (): boolean => true
