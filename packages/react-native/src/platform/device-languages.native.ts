// The language that the phone is set to. A change of it starts the app anew, so it is read once.

const DEVICE: readonly string[] = [Intl.DateTimeFormat().resolvedOptions().locale]

export const useDeviceLanguages = (): readonly string[] => DEVICE
