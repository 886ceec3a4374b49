// What a person prefers on this device, and how it is written down. Pure: where it is kept is a port
// (preference-storage.ts). What another version wrote, or a hand, is read as far as it makes sense.

export interface Preferences {
  /** `auto` follows the app, and through it the system. */
  readonly scheme: 'auto' | 'light' | 'dark'
  /** A language of the string tables; `auto` follows the app, and through it the system. */
  readonly language: string
  readonly sound: boolean
  /** Phones alone can do it. */
  readonly haptics: boolean
  /** undefined follows what the system says of this connection. */
  readonly data_saver?: boolean | undefined
}

export const DEFAULT_PREFERENCES: Preferences = { scheme: 'auto', language: 'auto', sound: true, haptics: true }

/** What is kept for a person; undefined where nothing is. Never throws. */
export function readPreferences(kept: string | undefined, defaults: Preferences = DEFAULT_PREFERENCES): Preferences {
  const found = parsed(kept)
  const flag = (name: 'sound' | 'haptics') => (typeof found[name] === 'boolean' ? found[name] : defaults[name])
  const { scheme, language, data_saver } = found
  return {
    scheme: scheme === 'auto' || scheme === 'light' || scheme === 'dark' ? scheme : defaults.scheme,
    language: typeof language === 'string' && /^[a-z]{2,8}(-[a-z0-9]{1,8})*$/i.test(language) ? language : defaults.language,
    sound: flag('sound'),
    haptics: flag('haptics'),
    data_saver: typeof data_saver === 'boolean' ? data_saver : defaults.data_saver,
  }
}

/** Only what differs from the defaults: those of a later version then hold for whoever never chose. */
export function writePreferences(preferences: Preferences, defaults: Preferences = DEFAULT_PREFERENCES): string {
  const chosen = Object.entries(preferences).filter(([name, value]) => value !== defaults[name as keyof Preferences])
  return JSON.stringify(Object.fromEntries(chosen))
}

function parsed(kept: string | undefined): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(kept ?? '{}')
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {}
  } catch {
    return {}
  }
}
