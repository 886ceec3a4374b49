// A list on a phone: taps reach the rows while the keyboard is open, and a drag puts the keyboard away.

export const listBox = (label: string, test_id: string): object => ({
  accessibilityLabel: label,
  testID: test_id,
  keyboardShouldPersistTaps: 'handled',
  keyboardDismissMode: 'interactive',
})
