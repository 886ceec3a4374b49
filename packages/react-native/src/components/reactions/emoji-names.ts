// What emoji are called in the languages of the screens other than English: the names and words of Unicode's CLDR, a file
// for each language, brought with the picker. Those of flags are the names of their countries, where the device knows them.

export interface EmojiName {
  /** undefined where only its parts have a name: "man, woman, boy" is none. */
  readonly name: string | undefined
  readonly words: readonly string[]
}

/** In one language. */
export interface EmojiNames {
  of(emoji: string): EmojiName
}

interface Annotation {
  readonly tts?: readonly string[]
  readonly default?: readonly string[]
}
type Annotations = Readonly<Record<string, Annotation>>

const FILES: Readonly<Record<string, () => Promise<unknown>>> = {
  fil: () => import('cldr-annotations-full/annotations/fil/annotations.json'),
  es: () => import('cldr-annotations-full/annotations/es/annotations.json'),
  ar: () => import('cldr-annotations-full/annotations/ar/annotations.json'),
}

const loads = new Map<string, Promise<EmojiNames | undefined>>()

/** undefined where we have none in that language. Rejects where they cannot be loaded; the next call tries again. */
export function emojiNames(language: string): Promise<EmojiNames | undefined> {
  const load = loads.get(language) ?? bring(language)
  loads.set(language, load)
  load.catch(() => loads.delete(language))
  return load
}

async function bring(language: string): Promise<EmojiNames | undefined> {
  const file = Object.hasOwn(FILES, language) ? await FILES[language]?.() : undefined
  if (!file) return undefined
  const { annotations } = ((file as { default?: unknown }).default ?? file) as { annotations: { annotations: Annotations } }
  return namesOf(annotations.annotations, regionNames(language))
}

/** Of the look that an emoji has; the names stand there without it. */
const SELECTOR = /\ufe0f/g

function namesOf(annotations: Annotations, regionName: (flag: string) => string | undefined): EmojiNames {
  return {
    of(emoji) {
      const key = emoji.replace(SELECTOR, '')
      const whole = annotations[key]
      if (whole) return { name: whole.tts?.[0], words: whole.default ?? [] }
      const country = regionName(key)
      if (country !== undefined) return { name: country, words: [] }
      const parts = [...key].flatMap((part) => annotations[part] ?? [])
      return { name: undefined, words: parts.flatMap(({ tts = [], default: words = [] }) => [...tts, ...words]) }
    },
  }
}

const FLAG = /^[\u{1f1e6}-\u{1f1ff}]{2}$/u
const FIRST_LETTER = 0x1f1e6 - 'A'.charCodeAt(0)

/** Of a flag's country. Hermes knows none; there a flag is found by its English words. */
function regionNames(language: string): (flag: string) => string | undefined {
  const { DisplayNames } = Intl as Partial<typeof Intl>
  if (!DisplayNames || DisplayNames.supportedLocalesOf([language]).length === 0) return () => undefined
  const names = new DisplayNames([language], { type: 'region', fallback: 'none' })
  return (flag) =>
    FLAG.test(flag)
      ? names.of(String.fromCodePoint(...[...flag].map((letter) => (letter.codePointAt(0) as number) - FIRST_LETTER)))
      : undefined
}
