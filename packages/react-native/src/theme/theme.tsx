// The theme in use: colours by scheme, with the integrator's changes on top. Styles are made once per
// theme and component, never per row.

import { createContext, type ReactNode, useContext, useMemo } from 'react'
import { useColorScheme } from 'react-native'
import { type Colors, DARK, LIGHT } from './palette.ts'

export interface Theme {
  readonly scheme: 'light' | 'dark'
  readonly colors: Colors
}

export interface ThemeOptions {
  /** `auto` (the default) follows the system. */
  readonly scheme?: 'auto' | 'light' | 'dark'
  /** Colours to use instead of ours; the rest stays. */
  readonly light?: Partial<Colors>
  readonly dark?: Partial<Colors>
}

const ThemeContext = createContext<Theme>({ scheme: 'light', colors: LIGHT })

export function ThemeProvider({ options, children }: { options?: ThemeOptions | undefined; children: ReactNode }) {
  const system = useColorScheme()
  const wish = options?.scheme ?? 'auto'
  const scheme = (wish === 'auto' ? system : wish) === 'dark' ? 'dark' : 'light'
  const changes = options?.[scheme]
  const theme = useMemo<Theme>(() => ({ scheme, colors: { ...(scheme === 'dark' ? DARK : LIGHT), ...changes } }), [scheme, changes])
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
