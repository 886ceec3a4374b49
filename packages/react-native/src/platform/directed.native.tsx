// A part of the screen in the direction of its words. The system's own setting (scroll bars, gestures of the navigator) changes
// with the next start of the app; until then the views inside are laid out in this direction by themselves.

import { type ReactNode, useEffect } from 'react'
import { I18nManager, View } from 'react-native'

export interface DirectedProps {
  /** BCP 47, for screen readers. */
  readonly language: string
  readonly direction: 'ltr' | 'rtl'
  /** As large as there is room. */
  readonly fill?: boolean
  readonly children: ReactNode
}

export function Directed({ direction, fill = false, children }: DirectedProps) {
  const rtl = direction === 'rtl'
  useEffect(() => {
    if (I18nManager.isRTL === rtl) return
    I18nManager.allowRTL(rtl)
    I18nManager.forceRTL(rtl)
  }, [rtl])
  return <View style={[fill && FILL, { direction }]}>{children}</View>
}

const FILL = { flex: 1 } as const
