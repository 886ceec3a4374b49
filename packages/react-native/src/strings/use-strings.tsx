// The string table in use, with an integrator's own words on top, and the time words that belong to it.

import { createContext, type ReactNode, useContext, useMemo } from 'react'
import { ENGLISH, type Strings } from './en.ts'
import { type TimeWords, timeWords } from './time-words.ts'

/** Changes to a table: any sentence of any section. */
export type StringChanges = { readonly [S in keyof Strings]?: Strings[S] extends object ? Partial<Strings[S]> : Strings[S] }

interface Language {
  readonly strings: Strings
  readonly time: TimeWords
}

const languageOf = (strings: Strings): Language => ({ strings, time: timeWords(strings, deviceLocale()) })

const LanguageContext = createContext<Language>(languageOf(ENGLISH))

export function StringsProvider({ changes, children }: { changes?: StringChanges | undefined; children: ReactNode }) {
  const language = useMemo(() => languageOf(withChanges(ENGLISH, changes)), [changes])
  return <LanguageContext value={language}>{children}</LanguageContext>
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

function deviceLocale(): string {
  return Intl.DateTimeFormat().resolvedOptions().locale
}
