// Keeps what is written in above the keyboard. Browsers do it themselves (`interactive-widget=resizes-content`
// in the page's viewport, the visual viewport elsewhere), so here it is a plain box.

import type { ReactNode } from 'react'
import { View } from 'react-native'
import type { KeyboardAreaProps } from './keyboard-area.native.tsx'

export function KeyboardRoot({ children }: { children: ReactNode }) {
  return children
}

export function KeyboardArea({ style, children }: KeyboardAreaProps) {
  return <View style={style}>{children}</View>
}
