// A browser's back button leads through addresses.

export function useBackButton(_onBack: () => void): void {}
