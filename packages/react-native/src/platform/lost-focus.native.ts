// Phones keep the focus of a hardware keyboard themselves.

export function focusAfter(..._test_ids: readonly string[]): void {}
