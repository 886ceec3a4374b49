// A button beside a field: pressed with a mouse or a finger it leaves the focus in the field, so that one can go on writing and
// no keyboard on the screen folds up. Pressed with a key it hands the focus back.

import type { GestureResponderEvent, TextInput } from 'react-native'

export const KEEPS_FOCUS: object = { onMouseDown: (event: { preventDefault(): void }) => event.preventDefault() }

export function handFocusBack({ currentTarget }: GestureResponderEvent, field: TextInput | null): void {
  if ((currentTarget as unknown) === document.activeElement) field?.focus()
}
