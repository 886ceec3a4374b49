// The app's own words in the language that the screens speak.

import type { ErrorCode } from '@jobline/protocol'
import { type LANGUAGES, useStrings } from '@jobline/react-native'
import { ARABIC } from './ar.ts'
import { type AppStrings, ENGLISH } from './en.ts'
import { SPANISH } from './es.ts'
import { FILIPINO } from './fil.ts'

export const APP_TABLES: Readonly<Record<keyof typeof LANGUAGES, AppStrings>> = { en: ENGLISH, fil: FILIPINO, es: SPANISH, ar: ARABIC }

export function useAppStrings(): AppStrings {
  return APP_TABLES[useStrings().language as keyof typeof LANGUAGES] ?? ENGLISH
}

/** What to say where signing in failed. */
export function failureWords(code: ErrorCode, app: AppStrings): { readonly title: string; readonly text: string } {
  if (code === 'demo_only') return { title: app.not_demo_title, text: app.not_demo_text }
  if (code === 'not_found') return { title: app.unknown_title, text: app.unknown_text }
  return { title: app.unreachable_title, text: app.unreachable_text }
}
