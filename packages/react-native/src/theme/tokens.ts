// Sizes that do not change between light and dark. Points on phones, CSS pixels on the web. Text grows
// with the system's font size (a browser's: its own setting), so nothing that holds text gets a fixed height.

import type { TextStyle } from 'react-native'
import { AT_START } from '../platform/reading-sides.ts'
import { textLength } from '../platform/text-length.ts'

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

/** From this scale of text on, what stands in one line takes more of them. */
export const LARGE_TEXT = 1.4

/** Begins at the side where reading begins; what people wrote themselves says `BY_TEXT` over it. */
const font = (size: number, line: number): { fontSize: number; lineHeight: number; textAlign: TextStyle['textAlign'] } => ({
  fontSize: textLength(size),
  lineHeight: textLength(line),
  textAlign: AT_START,
})

export const TYPE = {
  title: { ...font(28, 34), fontWeight: '700', letterSpacing: -0.6 },
  heading: { ...font(17, 22), fontWeight: '600', letterSpacing: -0.2 },
  body: font(16, 22),
  name: { ...font(16, 20), fontWeight: '600' },
  strong: { ...font(15, 20), fontWeight: '600' },
  label: font(14, 20),
  small: font(13, 18),
  chip: { ...font(12, 16), fontWeight: '600' },
  tiny: font(11.5, 15),
  /** One to choose or to look at, by itself. */
  emoji: font(26, 34),
} as const satisfies Record<string, TextStyle>

export type TypeChanges = Partial<Record<keyof typeof TYPE, TextStyle>>

/** The scale with an integrator's changes on top. */
export function typeWith(changes: TypeChanges = {}, font_family?: string): typeof TYPE {
  const family = font_family === undefined ? {} : { fontFamily: font_family }
  const entries = Object.entries(TYPE).map(([name, style]) => [
    name,
    { ...style, ...family, ...growing(changes[name as keyof typeof TYPE]) },
  ])
  return Object.fromEntries(entries) as typeof TYPE
}

function growing(style: TextStyle = {}): TextStyle {
  const { fontSize, lineHeight, ...rest } = style
  return {
    ...rest,
    ...(fontSize === undefined ? {} : { fontSize: textLength(fontSize) }),
    ...(lineHeight === undefined ? {} : { lineHeight: textLength(lineHeight) }),
  }
}
