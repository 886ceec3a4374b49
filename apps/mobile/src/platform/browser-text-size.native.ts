// A phone's text size is the system's: the gallery shows what is set there.

export function setBrowserTextSize(_percent: number | undefined): void {}
