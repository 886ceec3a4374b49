// Which language the screens speak, and by which region's rules they write numbers and dates. Pure: the device's wishes, best
// first, are handed in. All tables are in the bundle: together they are smaller than one more round trip on a slow line.

import { arabic } from './ar.ts'
import { ENGLISH, english, type Strings } from './en.ts'
import { spanish } from './es.ts'
import { filipino } from './fil.ts'

export type LanguageCode = 'en' | 'fil' | 'es' | 'ar'

export const LANGUAGES: Readonly<Record<LanguageCode, { readonly name: string; readonly table: (locale?: string) => Strings }>> = {
  en: { name: 'English', table: english },
  fil: { name: 'Filipino', table: filipino },
  es: { name: 'Español', table: spanish },
  ar: { name: 'العربية', table: arabic },
}

export const LANGUAGE_CODES = Object.keys(LANGUAGES) as readonly LanguageCode[]

/** A device may lack a language's own dates; then it writes as its people are used to, not as the device's owner is elsewhere. */
const FALLBACK: Readonly<Record<string, string>> = { fil: 'en-PH' }

/** Old names of languages that devices still use. */
const ALIASES: Readonly<Record<string, string>> = { tl: 'fil' }

export function languageOf(tag: string): string {
  const language = tag.split('-')[0]?.toLowerCase() ?? ''
  return ALIASES[language] ?? language
}

const isKnown = (language: string): language is LanguageCode => Object.hasOwn(LANGUAGES, language)

/** The first of the device's languages that there is a table for. */
export const chooseLanguage = (device: readonly string[]): LanguageCode => device.map(languageOf).find(isKnown) ?? 'en'

/** The device's own region where it speaks the table's language (an English table on a British phone writes 14:05). */
export function localeFor(table_locale: string, device: readonly string[]): string {
  const language = languageOf(table_locale)
  const wished = [...device.filter((tag) => languageOf(tag) === language), table_locale, FALLBACK[language] ?? 'en']
  return wished.find(isSupported) ?? 'en'
}

function isSupported(tag: string): boolean {
  try {
    return Intl.DateTimeFormat.supportedLocalesOf([tag]).length > 0
  } catch {
    return false
  }
}

/** @param wish a code, a table of the app's own, or what the device says */
export function tableFor(wish: LanguageCode | Strings | 'auto', device: readonly string[]): Strings {
  if (typeof wish === 'object') return wish
  const code = wish === 'auto' ? chooseLanguage(device) : wish
  const locale = localeFor(code, device)
  return locale === 'en' ? ENGLISH : LANGUAGES[code].table(locale)
}
