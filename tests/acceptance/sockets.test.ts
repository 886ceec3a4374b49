// The rules of docs/protocol.md about sockets: doors, tokens over time, going away. Told from outside, by a foreign
// client; time is ours.

import { describe, expect, test } from 'bun:test'
import { type BootedPlaceOfOurTime, bootPlaceOfOurTime } from './boot-place.ts'
import type { Pair } from './marketplace.ts'
import { WireSocket } from './wire-socket.ts'

const newId = () => crypto.randomUUID()

/** Runs with a place and two people of its own. */
async function inPlace(
  run: (place: BootedPlaceOfOurTime, pair: Pair) => Promise<void>,
  environment: Record<string, string> = {},
): Promise<void> {
  const place = await bootPlaceOfOurTime(environment)
  try {
    await run(place, await place.market.pair())
  } finally {
    await place.stop()
  }
}

const secondsOf = ({ clock }: BootedPlaceOfOurTime) => Math.floor(clock.now() / 1_000)

describe('CONN', () => {
  test('CONN-5: a hello from the client changes nothing and is not answered', () =>
    inPlace(async ({ market }, { worker_id }) => {
      const socket = await market.socket(worker_id)
      for (const protocol of [1, 2]) socket.send({ type: 'hello', protocol, client: 'test/1', device_id: 'd' })
      await socket.alive()
      expect(socket.texts.map((text) => JSON.parse(text).type)).toEqual(['hello', 'pong'])
    }))

  test('CONN-5: before auth too', () =>
    inPlace(async ({ market }, { worker_id }) => {
      const socket = await WireSocket.open(market.door)
      socket.send({ type: 'hello', protocol: 1 })
      socket.send({ type: 'auth', token: market.token(worker_id) })
      expect(await socket.next({ type: 'hello' })).toMatchObject({ user_id: worker_id })
    }))

  test('CONN-6 CONN-7: the door of one conversation speaks of no other', () =>
    inPlace(async ({ market }, { worker_id, client_id, conversation_id }) => {
      const other = await market.conversation(await market.job('Another'), worker_id, client_id)
      const [narrow, wide, sender] = [
        await market.socket(client_id, conversation_id),
        await market.socket(client_id),
        await market.socket(worker_id),
      ]
      await sender.say({ conversation_id: other, id: newId(), text: 'Elsewhere' })
      const { message } = await wide.next({ type: 'chat_message' })
      await sender.ask({ type: 'read_receipt', conversation_id: other, seq: message.seq })
      await wide.next({ type: 'read_receipt' })
      await wide.ask({ type: 'read_receipt', conversation_id: other, seq: message.seq })
      sender.send({ type: 'typing', conversation_id: other, is_typing: true })
      await wide.next({ type: 'typing' })
      await narrow.alive()
      expect(narrow.texts.filter((text) => text.includes(other))).toEqual([])
      expect(await narrow.ask({ type: 'history', conversation_id: other })).toMatchObject({ code: 'not_found' })
      expect(await narrow.ask({ type: 'history', conversation_id })).toMatchObject({ type: 'history', conversation_id })
    }))

  test('CONN-10: ping is answered with the server’s clock', () =>
    inPlace(async ({ market, clock }, { worker_id }) => {
      const socket = await market.socket(worker_id)
      clock.advance(1_234)
      socket.send({ type: 'ping' })
      expect(await socket.next({ type: 'pong' })).toEqual({ type: 'pong', now: clock.now() })
    }))

  test('CONN-11: a server that goes away says when to come back, and closes with 1001', async () => {
    const place = await bootPlaceOfOurTime()
    const { worker_id } = await place.market.pair()
    const socket = await place.market.socket(worker_id)
    const stopped = place.stop()
    expect((await socket.next({ type: 'reconnect' })).after_ms).toBeGreaterThanOrEqual(0)
    expect((await socket.closed).code).toBe(1001)
    await stopped
  })

  test('CONN-12 SYNC-1 G1: after a restart everything is there and the cursor still works', () =>
    inPlace(async (place, { worker_id, client_id, conversation_id }) => {
      const { market } = place
      const socket = await market.socket(worker_id)
      const ack = await socket.say({ conversation_id, id: newId(), text: 'Before' })
      const { cursor, epoch } = await socket.ask({ type: 'sync' })
      await place.restart()
      const again = await market.socket(client_id)
      await again.say({ conversation_id, id: newId(), text: 'After' })
      const page = await (await market.socket(worker_id)).ask({ type: 'sync', epoch, cursor })
      expect(page).toMatchObject({ epoch, more: false, conversations: [{ id: conversation_id, last_seq: ack.seq + 1 }] })
      expect(page).not.toHaveProperty('reset')
    }))
})

describe('SYNC', () => {
  test('SYNC-3 SYNC-4: another epoch starts from nothing and says so', () =>
    inPlace(async ({ market }, { worker_id, conversation_id }) => {
      const socket = await market.socket(worker_id)
      const { cursor } = await socket.ask({ type: 'sync' })
      const page = await socket.ask({ type: 'sync', epoch: 'of-another-database', cursor })
      expect(page).toMatchObject({ reset: true, conversations: [{ id: conversation_id }] })
    }))

  test('SYNC-1 SYNC-2: pages bring every conversation once, the last active first, and nothing when nothing changed', () =>
    inPlace(async ({ market }, { worker_id, client_id }) => {
      for (let count = 0; count < 6; count++) await market.conversation(await market.job(`Job ${count}`), worker_id, client_id)
      const socket = await market.socket(worker_id)
      const ids: string[] = []
      let cursor: string | undefined
      for (;;) {
        const page = await socket.ask({ type: 'sync', limit: 3, ...(cursor === undefined ? {} : { cursor }) })
        ids.push(...page.conversations.map(({ id }: { id: string }) => id))
        cursor = page.cursor
        if (!page.more) break
      }
      expect([ids.length, new Set(ids).size]).toEqual([7, 7])
      const listed = (await market.as(worker_id, 'GET', '/api/conversations/')).body.conversations.map(({ id }: { id: string }) => id)
      expect([...ids].sort()).toEqual([...listed].sort())
    }))

  test('SYNC-3: what changes between two pages is told by a later one or by the next sync', () =>
    inPlace(async ({ market }, { worker_id, client_id, conversation_id }) => {
      const ids = [conversation_id]
      for (let count = 0; count < 4; count++) ids.push(await market.conversation(await market.job(`Job ${count}`), worker_id, client_id))
      const socket = await market.socket(worker_id)
      const seen = new Map<string, number>()
      let cursor: string | undefined
      const drain = async (afterPage: (page: number) => Promise<void>) => {
        for (let count = 0; ; count++) {
          const page = await socket.ask({ type: 'sync', limit: 1, ...(cursor === undefined ? {} : { cursor }) })
          for (const { id, rev } of page.conversations) seen.set(id, rev)
          cursor = page.cursor
          await afterPage(count)
          if (!page.more) return
          if (count > 50) throw new Error('sync does not come to an end')
        }
      }
      await drain(async (page) => {
        if (page > 3) return
        for (const id of ids)
          await market.as(client_id, 'POST', `/api/conversations/${id}/messages/`, { id: newId(), text: `After page ${page}` })
      })
      await drain(async () => undefined)
      const now = (await market.as(worker_id, 'GET', '/api/conversations/')).body.conversations as { id: string; rev: number }[]
      expect(Object.fromEntries(seen)).toEqual(Object.fromEntries(now.map(({ id, rev }) => [id, rev])))
    }))
})

describe('AUTH', () => {
  test('AUTH-7 WS-5: a token that runs out ends the socket within 5 s', () =>
    inPlace(async (place, { worker_id }) => {
      const token = place.market.token(worker_id, { exp: secondsOf(place) + 30 })
      const socket = await WireSocket.open(place.market.door, { token })
      expect((await socket.next({ type: 'hello' })).expires_at).toBe((secondsOf(place) + 30) * 1_000)
      place.clock.advance(29_000)
      await socket.alive()
      place.clock.advance(6_000)
      expect((await socket.closed).code).toBe(4001)
    }))

  test('AUTH-5 WS-5: a fresh one in time keeps it open', () =>
    inPlace(async (place, { worker_id }) => {
      const socket = await place.market.socket(worker_id, undefined, {
        token: place.market.token(worker_id, { exp: secondsOf(place) + 30 }),
      })
      place.clock.advance(20_000)
      socket.send({ type: 'auth', token: place.market.token(worker_id, { exp: secondsOf(place) + 3_600 }) })
      expect(await socket.next({ type: 'ack' })).toEqual({ type: 'ack', expires_at: (secondsOf(place) + 3_600) * 1_000 })
      place.clock.advance(30_000)
      await socket.alive()
    }))

  test('AUTH-3: a refused fresh one ends it', () =>
    inPlace(async ({ market }, { worker_id }) => {
      const socket = await market.socket(worker_id)
      socket.send({ type: 'auth', token: market.token(worker_id, { exp: 1_000 }) })
      expect(await socket.next({ type: 'error' })).toMatchObject({ code: 'token_expired' })
      expect((await socket.closed).code).toBe(4001)
    }))

  test('AUTH-8: after a revocation older tokens are refused and newer ones taken', () =>
    inPlace(async (place, { worker_id }) => {
      const { market, clock } = place
      const [old, timeless] = [market.token(worker_id), market.token(worker_id, { iat: undefined })]
      for (const token of [old, timeless]) expect((await market.request('GET', '/api/me/', { token })).status).toBe(200)
      await market.tell('POST', `/users/${worker_id}/revoke/`, {})
      for (const token of [old, timeless])
        expect((await market.request('GET', '/api/me/', { token })).body).toMatchObject({ code: 'token_revoked' })
      clock.advance(1_000)
      expect((await market.request('GET', '/api/me/', { token: market.token(worker_id) })).status).toBe(200)
    }))

  test('AUTH-9: a token in the address is not read', () =>
    inPlace(async ({ market }, { worker_id }) => {
      const socket = await WireSocket.open(`${market.door}?token=${market.token(worker_id)}`)
      socket.send({ type: 'sync' })
      expect(await socket.next({ type: 'error' })).toMatchObject({ code: 'unauthorized' })
      expect((await market.request('GET', `/api/me/?token=${market.token(worker_id)}`)).status).toBe(401)
    }))
})
