// Who has signed in on this device and not signed out since: the app opens as the last of them, without a server too. It holds
// names and ids, and the code that lets this device into the demo of another machine; never a token.

import { deviceStorage } from '@jobline/react-native'
import { tabStorage } from '../platform/tab-storage.ts'

const TAB_KEY = 'jobline.demo'
const PEOPLE_KEY = 'jobline.demo.people'
/** Worth nothing once that server has stopped. */
const CODE_KEY = 'jobline.demo.code'

export interface Person {
  /** Their name in the demo's links. */
  readonly name: string
  readonly user_id: string
  readonly display_name: string
}

/** The last one first. */
function people(): readonly Person[] {
  const kept = read(deviceStorage.get(PEOPLE_KEY))
  return Array.isArray(kept) ? kept.filter(isPerson) : []
}

/** Of this tab, over a reload. */
export function personOfTab(): Person | undefined {
  const kept = read(tabStorage.get(TAB_KEY))
  return isPerson(kept) ? kept : undefined
}

/** For a tab that is nobody's yet. One in which somebody has signed out stays so. */
export const lastPerson = (): Person | undefined => (tabStorage.get(TAB_KEY) === undefined ? people()[0] : undefined)

export const personOfName = (name: string): Person | undefined => people().find((person) => person.name === name)

export function remember(person: Person, code: string | undefined): void {
  tabStorage.set(TAB_KEY, JSON.stringify(person))
  deviceStorage.set(PEOPLE_KEY, JSON.stringify([person, ...people().filter(({ name }) => name !== person.name)]))
  if (code !== undefined) deviceStorage.set(CODE_KEY, code)
}

export function forget({ name }: Person): void {
  tabStorage.set(TAB_KEY, 'signed out')
  deviceStorage.set(PEOPLE_KEY, JSON.stringify(people().filter((person) => person.name !== name)))
}

/** Calls `listener` when another tab has signed somebody in or out. Returns the function that ends it. */
export const onPeopleChanged = (listener: () => void): (() => void) => deviceStorage.subscribe?.(PEOPLE_KEY, listener) ?? (() => {})

export const pairingCode = (): string | undefined => deviceStorage.get(CODE_KEY)

function read(text: string | undefined): unknown {
  try {
    return JSON.parse(text ?? 'null')
  } catch {
    return undefined
  }
}

function isPerson(value: unknown): value is Person {
  const { name, user_id, display_name } = (value ?? {}) as Partial<Person>
  return typeof name === 'string' && typeof user_id === 'string' && typeof display_name === 'string'
}
