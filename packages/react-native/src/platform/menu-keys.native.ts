// A phone's menu has no keys of its own: the system's screen reader moves through it.

import type { RefObject } from 'react'
import type { View } from 'react-native'

export function useMenuKeys(_menu: RefObject<View | null>, _open: boolean): object {
  return NONE
}

const NONE = {}
