// A phone's radio group has no keys of its own: the system's screen reader moves through it.

import type { RefObject } from 'react'
import type { View } from 'react-native'

export function useRadioKeys(_group: RefObject<View | null>): object {
  return NONE
}

const NONE = {}
