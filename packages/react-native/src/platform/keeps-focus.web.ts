// A button beside a field: pressed with a mouse or a finger it leaves the focus in the field, so that one can go on writing and
// no keyboard on the screen folds up. With a key, or where there is a mouse, the field gets it in any case.

import type { GestureResponderEvent, TextInput } from 'react-native'
import { hasFinePointer } from './fine-pointer.web.ts'

export const KEEPS_FOCUS: object = { onMouseDown: (event: { preventDefault(): void }) => event.preventDefault() }

export function focusField({ currentTarget }: GestureResponderEvent, field: TextInput | null): void {
  if (hasFinePointer() || (currentTarget as unknown) === document.activeElement) field?.focus()
}
