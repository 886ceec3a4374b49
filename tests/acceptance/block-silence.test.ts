// A has blocked B, and B writes, edits, reacts, deletes and looks: whatever B is told and can read is what it is where nobody
// is blocked. The same script runs in two conversations, and only ids and times may differ. From docs/protocol.md alone.

import { afterAll, beforeAll, describe, expect, test } from 'bun:test'
import { type BootedPlace, bootPlace } from './boot-place.ts'
import type { Marketplace } from './marketplace.ts'
import type { Frame } from './wire-socket.ts'

let booted: BootedPlace
let market: Marketplace

beforeAll(async () => {
  booted = await bootPlace()
  market = booted.market
})
afterAll(() => booted.stop())

const newId = () => crypto.randomUUID()

describe('BLOCK-2 BLOCK-6 BLOCK-8: the blocked person notices nothing', () => {
  /** What A lets others see and B cannot see of A while blocked: the only difference there may be. */
  const OF_A = ['presence', 'typing', 'read_receipt', 'delivery_receipt']

  /** The same acts of both, and all that B is told and can read; ids and times are replaced by their order. */
  async function act(is_blocked: boolean): Promise<string[]> {
    const there = await market.pair()
    const [a, b, conversation_id] = [there.worker_id, there.client_id, there.conversation_id]
    const path = `/api/conversations/${conversation_id}/`
    const log: string[] = []
    const names = new Map<string, string>()
    const tidy = (text: string): string =>
      text
        .replaceAll(a, 'A')
        .replaceAll(b, 'B')
        .replaceAll(there.job_id, 'J')
        .replaceAll(/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/g, (id) => {
          if (!names.has(id)) names.set(id, `#${names.size}`)
          return names.get(id)!
        })
        .replaceAll(/\b1[0-9]{12}\b/g, 'T')
        .replaceAll(/"(next_)?cursor":"[^"]*"/g, '"cursor":"…"')
        .replaceAll(/("user_id":"A"[^}]*?)"delivered_seq":\d+,"shown_read_seq":\d+/g, '$1')
    const note = (text: string) => log.push(tidy(text))
    const devices = [await market.socket(b), await market.socket(b, conversation_id)]
    const told = async () => {
      for (const device of devices) {
        await device.alive()
        for (const frame of device.unread.filter(({ type }) => !OF_A.includes(type))) note(JSON.stringify(frame))
        ;(device.unread as Frame[]).length = 0
      }
    }
    const ask = async (user_id: string, method: string, url: string, body?: unknown) => {
      const { status, text } = await market.as(user_id, method, url, body)
      if (user_id === b) note(`${status} ${text}`)
      return text
    }
    const write = async (user_id: string, text: string, fields: object = {}) => {
      const id = newId()
      await ask(user_id, 'POST', `${path}messages/`, { id, text, ...fields })
      return id
    }
    const read = async (cursor: string) => {
      for (const url of [
        path,
        `${path}messages/`,
        `${path}changes/?after_rev=2`,
        '/api/sync/',
        `/api/sync/?cursor=${cursor}`,
        '/api/conversations/?filter=all',
        '/api/conversations/?filter=unread',
        `/api/messages/${old}/`,
        '/api/search/?q=edited',
        '/api/search/?q=first&limit=5',
        '/api/blocks/',
      ]) {
        await ask(b, 'GET', url)
      }
      note((await market.poll(b, { type: 'sync', cursor }, { type: 'history', conversation_id })).text)
    }
    const [mine, old, older] = [await write(a, 'Mine'), await write(b, 'Old'), await write(b, 'Older')]
    await ask(b, 'PUT', `/api/messages/${mine}/reactions/`, { emoji: '👍', active: true })
    const { cursor } = JSON.parse(await ask(b, 'GET', '/api/sync/'))
    if (is_blocked) await market.as(a, 'PUT', `/api/blocks/${b}/`)

    const of_a = await market.socket(a)
    of_a.send({ type: 'typing', conversation_id, is_typing: true })
    await of_a.ask({ type: 'member_state', conversation_id, archived: true })
    const first = await write(b, 'First', { reply_to_id: mine })
    const second = newId()
    note(JSON.stringify(await devices[0]!.say({ conversation_id, id: second, text: 'Second', after_id: first, sent_at: 7 })))
    note(JSON.stringify(await devices[0]!.say({ conversation_id, id: second, text: 'Second', after_id: first, sent_at: 7 })))
    await of_a.ask({ type: 'read_receipt', conversation_id, seq: 5 })
    await ask(b, 'POST', `${path}messages/`, { id: second, text: 'Other words' })
    await ask(b, 'PATCH', `/api/messages/${old}/`, { text: 'Old, edited' })
    await ask(b, 'PATCH', `/api/messages/${old}/`, { text: 'Old, edited' })
    await ask(b, 'PATCH', `/api/messages/${first}/`, { text: 'First, edited' })
    for (const id of [mine, old, second]) await ask(b, 'PUT', `/api/messages/${id}/reactions/`, { emoji: '🎉', active: true })
    await ask(b, 'PUT', `/api/messages/${mine}/reactions/`, { emoji: '👍', active: false })
    await ask(b, 'PUT', `/api/messages/${old}/reactions/`, { emoji: '🎉', active: true })
    await ask(b, 'DELETE', `/api/messages/${older}/`)
    await ask(b, 'DELETE', `/api/messages/${first}/`)
    await ask(b, 'DELETE', `/api/messages/${mine}/`)
    const last = await write(b, 'Last', { reply_to_id: second })
    await devices[1]!.ask({ type: 'read_receipt', seq: 2 })
    await ask(b, 'POST', `/api/messages/${last}/read/`)
    await market.tell('POST', `/conversations/${conversation_id}/close/`)
    await write(b, 'Too late')
    await market.tell('POST', `/conversations/${conversation_id}/reopen/`)
    await told()
    await read(cursor)
    if (is_blocked) await market.as(a, 'DELETE', `/api/blocks/${b}/`)
    await told()
    await read(cursor)
    await write(b, 'And on')
    await ask(a, 'POST', `${path}messages/`, { id: newId(), text: 'Back' })
    await told()
    await read(cursor)
    await Promise.all([...devices, of_a].map((socket) => socket.close()))
    return log
  }

  test('all that they are told and can read is the same as where nobody is blocked', async () => {
    const [blocked, control] = [await act(true), await act(false)]
    expect(blocked.length).toBeGreaterThan(80)
    expect(blocked).toEqual(control)
    expect(blocked.join('\n')).not.toMatch(/withheld|blocked/)
  })
})
