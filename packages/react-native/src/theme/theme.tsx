// The theme in use: colours by scheme, type, spaces and corners, with the integrator's changes on top. Styles are made once per
// theme and component, never per row.

import { createContext, type ReactNode, useContext, useMemo } from 'react'
import { useColorScheme } from 'react-native'
import { type Colors, DARK, LIGHT } from './palette.ts'
import { RADIUS, SPACE, TYPE, type TypeChanges, typeWith } from './tokens.ts'

export interface Theme {
  readonly scheme: 'light' | 'dark'
  readonly colors: Colors
  readonly type: typeof TYPE
  readonly space: Readonly<Record<keyof typeof SPACE, number>>
  readonly radius: Readonly<Record<keyof typeof RADIUS, number>>
}

export interface ThemeOptions {
  /** `auto` (the default) follows the system. */
  readonly scheme?: 'auto' | 'light' | 'dark'
  /** Colours to use instead of ours; the rest stays. */
  readonly light?: Partial<Colors>
  readonly dark?: Partial<Colors>
  /** Of all text; a font that has a file for each weight is named in `type`. */
  readonly font_family?: string
  /** Sizes and lines in points: they grow with the person's own text size, as ours do. */
  readonly type?: TypeChanges
  /** Between and inside parts, in points. */
  readonly space?: Partial<Theme['space']>
  /** Of corners, in points. */
  readonly radius?: Partial<Theme['radius']>
}

const ThemeContext = createContext<Theme>({ scheme: 'light', colors: LIGHT, type: TYPE, space: SPACE, radius: RADIUS })

export function ThemeProvider({ options, children }: { options?: ThemeOptions | undefined; children: ReactNode }) {
  const system = useColorScheme()
  const wish = options?.scheme ?? 'auto'
  const scheme = (wish === 'auto' ? system : wish) === 'dark' ? 'dark' : 'light'
  const changes = options?.[scheme]
  const { font_family, type, space, radius } = options ?? {}
  const theme = useMemo<Theme>(
    () => ({
      scheme,
      colors: { ...(scheme === 'dark' ? DARK : LIGHT), ...changes },
      type: typeWith(type, font_family),
      space: { ...SPACE, ...space },
      radius: { ...RADIUS, ...radius },
    }),
    [scheme, changes, font_family, type, space, radius],
  )
  return <ThemeContext value={theme}>{children}</ThemeContext>
}

export const useTheme = (): Theme => useContext(ThemeContext)

/** Wraps a style sheet that depends on the theme; the result is a hook. Call it once per module. */
export function themed<T>(make: (theme: Theme) => T): () => T {
  const made = new WeakMap<Theme, T>()
  return function useThemed() {
    const theme = useTheme()
    const known = made.get(theme)
    if (known) return known
    const styles = make(theme)
    made.set(theme, styles)
    return styles
  }
}
