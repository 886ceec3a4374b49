// Words of a text that open something: a real link, so that the browser's own menu, its status line and its keys work. The
// page that opens gets no hold on this one, and is not told where it was opened from.

import { Text } from 'react-native'
import type { LinkTextProps } from './link-text.native.tsx'

export type { LinkTextProps }

export function LinkText({ href, style, children }: LinkTextProps) {
  const is_page = /^https?:/.test(href)
  const link: object = { href, hrefAttrs: { rel: 'noopener noreferrer', ...(is_page ? { target: '_blank' } : {}) } }
  return (
    <Text style={style} {...link}>
      {children}
    </Text>
  )
}
