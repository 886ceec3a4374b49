// Keeps the composer above the keyboard. Browsers do it themselves (`interactive-widget=resizes-content`
// in the page's viewport, the visual viewport elsewhere), so here it is a plain box.

import type { ReactNode } from 'react'
import { type StyleProp, View, type ViewStyle } from 'react-native'

export function KeyboardRoot({ children }: { children: ReactNode }) {
  return children
}

export function KeyboardArea({ style, children }: { style?: StyleProp<ViewStyle>; children: ReactNode }) {
  return <View style={style}>{children}</View>
}
