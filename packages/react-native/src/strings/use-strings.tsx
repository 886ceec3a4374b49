// The string table in use, with an integrator's own words on top, and the time words that belong to it.

import { createContext, type ReactNode, useContext, useMemo } from 'react'
import { useDeviceLanguages } from '../platform/device-languages.ts'
import { Directed } from '../platform/directed.tsx'
import { ENGLISH, type Strings } from './en.ts'
import { type LanguageCode, tableFor } from './languages.ts'
import { type TimeWords, timeWords } from './time-words.ts'

/** Changes to a table: any sentence of any section. */
export type StringChanges = { readonly [S in keyof Strings]?: Strings[S] extends object ? Partial<Strings[S]> : Strings[S] }

/** `auto`: the device's. A table of the app's own stands for itself. */
export type LanguageWish = 'auto' | LanguageCode | Strings

interface Language {
  readonly strings: Strings
  readonly time: TimeWords
}

const LanguageContext = createContext<Language>({ strings: ENGLISH, time: timeWords(ENGLISH, []) })

export interface StringsProviderProps {
  readonly language?: LanguageWish | undefined
  readonly changes?: StringChanges | undefined
  readonly children: ReactNode
}

/** A provider inside another one speaks its language, where it is not told otherwise. */
const WishContext = createContext<LanguageWish>('auto')

export function StringsProvider({ language, changes, children }: StringsProviderProps) {
  const outer = useContext(WishContext)
  const wish = language ?? outer
  const device = useDeviceLanguages()
  const spoken = useMemo<Language>(() => {
    const strings = withChanges(tableFor(wish, device), changes)
    return { strings, time: timeWords(strings, device) }
  }, [wish, device, changes])
  return (
    <WishContext value={wish}>
      <LanguageContext value={spoken}>
        <Directed language={spoken.strings.language} direction={spoken.strings.direction} fill>
          {children}
        </Directed>
      </LanguageContext>
    </WishContext>
  )
}

export const useStrings = (): Strings => useContext(LanguageContext).strings
export const useTimeWords = (): TimeWords => useContext(LanguageContext).time

function withChanges(table: Strings, changes: StringChanges | undefined): Strings {
  if (!changes) return table
  const merged: Record<string, unknown> = { ...table }
  for (const [section, words] of Object.entries(changes)) {
    const known = merged[section]
    merged[section] = typeof known === 'object' && known !== null ? { ...known, ...(words as object) } : words
  }
  return merged as unknown as Strings
}
