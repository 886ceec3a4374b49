// A part of the screen in the direction of its words. By its own style alone: `I18nManager` turns the whole app that the chat
// stands in, and only at its next start.

import type { ReactNode } from 'react'
import { View } from 'react-native'

export interface DirectedProps {
  /** BCP 47, for screen readers. */
  readonly language: string
  readonly direction: 'ltr' | 'rtl'
  /** As large as there is room. */
  readonly fill?: boolean
  readonly children: ReactNode
}

export function Directed({ direction, fill = false, children }: DirectedProps) {
  return <View style={[fill && FILL, { direction }]}>{children}</View>
}

const FILL = { flex: 1 } as const
