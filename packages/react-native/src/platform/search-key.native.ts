// A phone has the field itself.

export function useSearchKey(_onSearch: () => void): void {}
