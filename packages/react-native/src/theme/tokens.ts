// Sizes that do not change between light and dark. Points on phones, CSS pixels on the web. Text grows
// with the system's font size, so nothing that holds text gets a fixed height.

import type { TextStyle } from 'react-native'

export const SPACE = { xs: 4, s: 8, m: 12, l: 16, xl: 24, xxl: 32 } as const

export const RADIUS = { s: 6, m: 12, l: 18, full: 999 } as const

/** The least side of anything to tap. */
export const TARGET = 48

/** From this width of the window on, list and chat stand side by side. */
export const WIDE_FROM = 900

/** From this width of the window on, sheets and menus stand inside it; below they come from its lower edge. */
export const SHEET_WIDE_FROM = 600

/** Widest line of chat on a large screen: longer lines are hard to follow back. */
export const CHAT_WIDTH = 860

export const TYPE = {
  title: { fontSize: 28, lineHeight: 34, fontWeight: '700', letterSpacing: -0.6 },
  heading: { fontSize: 17, lineHeight: 22, fontWeight: '600', letterSpacing: -0.2 },
  body: { fontSize: 16, lineHeight: 22 },
  strong: { fontSize: 15, lineHeight: 20, fontWeight: '600' },
  label: { fontSize: 14, lineHeight: 20 },
  small: { fontSize: 13, lineHeight: 18 },
  tiny: { fontSize: 11.5, lineHeight: 15 },
} as const satisfies Record<string, TextStyle>
