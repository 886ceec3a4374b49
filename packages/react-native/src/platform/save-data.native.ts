// A phone's data saver is not told to React Native: the person says it in the settings.

export const useSystemSavesData = (): boolean => false
