// Words of a text that open something: the system decides with what.

import type { ReactNode } from 'react'
import { Linking, type StyleProp, Text, type TextStyle } from 'react-native'
import { useTap } from './held.ts'

export interface LinkTextProps {
  /** http, https, mailto or tel. */
  readonly href: string
  readonly style: StyleProp<TextStyle>
  readonly children: ReactNode
}

export function LinkText({ href, style, children }: LinkTextProps) {
  const open = useTap(() => void Linking.openURL(href).catch(() => {}))
  return (
    <Text role="link" style={style} onPress={open}>
      {children}
    </Text>
  )
}
