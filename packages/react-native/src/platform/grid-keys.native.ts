// A phone's screen reader moves through a grid by itself.

import type { RefObject } from 'react'
import type { View } from 'react-native'

export function useGridKeys(_grid: RefObject<View | null>): object {
  return NONE
}

const NONE = {}
