// Phones leave the focus in the field by themselves.

import type { GestureResponderEvent, TextInput } from 'react-native'

export const KEEPS_FOCUS: object = {}

export function focusField(_event: GestureResponderEvent, _field: TextInput | null): void {}
