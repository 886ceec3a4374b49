// What two people type, and whether all of it arrived: once, in order, on both screens and in the database. Also the
// conversation's past, so that opening it is not opening an empty one.

import { randomUUID } from 'node:crypto'
import { expect } from '@playwright/test'
import { demo } from '../browser/start-server.ts'
import type { Person } from './person.ts'

const tokens = new Map<string, Promise<{ token: string }>>()
const tokenOf = (name: string): Promise<{ token: string }> => {
  const token = tokens.get(name) ?? call<{ token: string }>('', 'POST', `/api/demo/${name}/token/`, {})
  tokens.set(name, token)
  return token
}

/** Behind every link, on the clean road. */
async function call<T>(name: string, method: string, path: string, body?: unknown): Promise<T> {
  const token = name === '' ? '' : (await tokenOf(name)).token
  const response = await fetch(`${demo().url}${path}`, {
    method,
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  })
  if (!response.ok) throw new Error(`${method} ${path} was answered with ${response.status}`)
  return (await response.json()) as T
}

export interface Row {
  readonly seq: number
  readonly sender_id?: string
  readonly text?: string
}
interface Listed {
  readonly conversations: readonly { readonly id: string; readonly job: { readonly title: string } }[]
}

export async function conversationOf(name: string, job_title: string): Promise<string> {
  const { conversations } = await call<Listed>(name, 'GET', '/api/conversations/?limit=50')
  const found = conversations.find(({ job }) => job.title === job_title)
  if (!found) throw new Error(`${name} has no conversation about ${job_title}`)
  return found.id
}

/** Sent by REST, on the clean road, one after the other. */
export async function sendAll(name: string, conversation_id: string, texts: readonly string[]): Promise<void> {
  for (const text of texts) await call(name, 'POST', `/api/conversations/${conversation_id}/messages/`, { id: randomUUID(), text })
}

/** Rows of the database that were written under this tag, by seq. */
export async function stored(conversation_id: string, tag: string): Promise<readonly Row[]> {
  const rows: Row[] = []
  for (let before = ''; ; ) {
    const page = await call<{ messages: readonly Row[]; more_before: boolean }>(
      'marisol',
      'GET',
      `/api/conversations/${conversation_id}/messages/?limit=100${before}`,
    )
    rows.unshift(...page.messages)
    if (!page.more_before) return rows.filter(({ text }) => text?.includes(`[${tag} `))
    before = `&before_seq=${page.messages[0]?.seq}`
  }
}

/** A line like those that people write, which says who wrote it as the how-manieth. */
export const line = (tag: string, name: string, number: number): string =>
  `${LINES[number % LINES.length]} [${tag} ${name} ${String(number).padStart(3, '0')}]`
const LINES = [
  'On my way, ten minutes more.',
  'Is the water off?',
  'Which tiles do you like, the white ones or the grey ones from yesterday?',
  'Yes.',
]
const numberOf = (text: string, tag: string): string | undefined => new RegExp(`\\[${tag} (\\w+ \\d+)\\]`).exec(text)?.[1]

export interface Judged {
  readonly messages: number
  readonly lost: number
  readonly twice: number
}

/**
 * Waits until both screens show what was written and the writer's ticks have ended, then compares. Fails where something is
 * missing, double, out of order or different between screens and database.
 */
export async function judge(
  people: readonly Person[],
  conversation_id: string,
  tag: string,
  written: number,
  timeout: number,
): Promise<Judged> {
  const wanted = people
    .flatMap(({ name }) => Array.from({ length: written }, (_, number) => `${name} ${String(number).padStart(3, '0')}`))
    .sort()
  const onScreen = async (person: Person) => (await person.labels()).flatMap((label) => numberOf(label, tag) ?? [])
  for (const person of people) {
    await expect
      .poll(async () => (await onScreen(person)).sort().join(), { timeout, intervals: [500], message: `what ${person.name} sees` })
      .toBe(wanted.join())
    const ticks = async () =>
      (await person.labels()).filter((label) => label.includes(`[${tag} ${person.name} `) && !/(Delivered|Read)$/.test(label))
    await expect.poll(ticks, { timeout, intervals: [500], message: `ticks of ${person.name}` }).toEqual([])
  }
  const rows = await stored(conversation_id, tag)
  const order = rows.map(({ text }) => numberOf(text ?? '', tag) ?? '')
  expect([...order].sort(), 'the database').toEqual(wanted)
  for (const person of people) {
    // Polled: a list that was just made taller draws its other rows with the next picture.
    await expect.poll(() => onScreen(person), { intervals: [500], message: `the order on the screen of ${person.name}` }).toEqual(order)
    const own = order.filter((text) => text.startsWith(person.name))
    expect(own, `the order of what ${person.name} wrote`).toEqual([...own].sort())
  }
  return { messages: order.length, lost: wanted.length - new Set(order).size, twice: order.length - new Set(order).size }
}
