// The gallery: every screen and part in its states, from example data. For developers, tests and pictures;
// a build for people does not hold it. `?scene=chat&scheme=dark&lang=ar&text=200` picks scene, colours,
// language and text size; `dir` turns a language that is not written so.

import {
  ChatProvider,
  LANGUAGES,
  type LanguageCode,
  LookProvider,
  memoryPreferences,
  SPACE,
  type Strings,
  TextButton,
  type ThemeOptions,
} from '@jobline/react-native'
import { router, useLocalSearchParams } from 'expo-router'
import { useEffect, useMemo } from 'react'
import { ScrollView } from 'react-native'
import { setBrowserTextSize } from '../platform/browser-text-size.ts'
import { PageLanguage } from '../screens/PageLanguage.tsx'
import { SCENES } from './scenes.tsx'

/** What the address may ask for. */
type Wishes = Readonly<Partial<Record<'scene' | 'scheme' | 'lang' | 'dir' | 'text', string>>>

export function Gallery() {
  const wishes = useLocalSearchParams() as Wishes
  const { scene, scheme, lang = 'en', dir, text } = wishes
  const shown = scene === undefined ? undefined : SCENES[scene]
  // biome-ignore lint/correctness/useExhaustiveDependencies: one client for each scene
  const client = useMemo(() => shown?.client(), [scene])
  // biome-ignore lint/correctness/useExhaustiveDependencies: nothing that a scene was set to may show in the next one
  const preferences = useMemo(memoryPreferences, [scene])
  const theme = useMemo<ThemeOptions>(() => ({ scheme: scheme === 'dark' || scheme === 'light' ? scheme : 'auto' }), [scheme])
  const language = useMemo(() => languageOf(lang, dir), [lang, dir])
  setBrowserTextSize(text === undefined ? undefined : Number(text))
  // What the scripts that take pictures, and the tests, go by: which scenes there are, the way to one, its client, and what is shown.
  Object.assign(globalThis, { gallery_scenes: Object.keys(SCENES), gallery_show: show, gallery_client: client })
  useEffect(() => {
    Object.assign(globalThis, { gallery_shown: new URLSearchParams(wishes).toString() })
  })
  if (!shown || !client) return <Index theme={theme} language={language} />
  return (
    <ChatProvider key={scene} client={client} theme={theme} language={language} preferences={preferences}>
      <PageLanguage />
      {shown.show()}
    </ChatProvider>
  )
}

/** @param query e.g. `scene=chat&scheme=dark` */
const show = (query: string): void => router.replace(`/gallery?${query}`)

function languageOf(code: string, direction: string | undefined): Strings {
  const { table } = LANGUAGES[code as LanguageCode] ?? LANGUAGES.en
  return direction === 'rtl' || direction === 'ltr' ? { ...table(), direction } : table()
}

function Index({ theme, language }: { theme: ThemeOptions; language: Strings }) {
  return (
    <LookProvider theme={theme} language={language}>
      <ScrollView contentContainerStyle={{ padding: SPACE.xl, alignItems: 'flex-start' }}>
        {Object.keys(SCENES).map((scene) => (
          <TextButton key={scene} label={scene} onPress={() => router.push(`/gallery?scene=${scene}`)} />
        ))}
      </ScrollView>
    </LookProvider>
  )
}
