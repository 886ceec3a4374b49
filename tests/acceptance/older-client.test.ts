// What a client gets that says it speaks an older version. From docs/protocol.md alone.

import { afterAll, beforeAll, expect, test } from 'bun:test'
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

test('BLOCK-6 a client of version 1 is announced nothing that is withheld, and finds it deleted in its pages', async () => {
  const { worker_id: anna, client_id: ben, conversation_id } = await market.pair()
  const send = async (text: string) =>
    (await market.as(ben, 'POST', `/api/conversations/${conversation_id}/messages/`, { id: crypto.randomUUID(), text })).body.message
  const [first, newer] = [await market.socket(anna), await market.socket(anna)]
  for (const [socket, protocol] of [
    [first, 1],
    [newer, 2],
  ] as const) {
    socket.send({ type: 'hello', protocol })
    await socket.alive()
  }
  await market.as(anna, 'PUT', `/api/blocks/${ben}/`)
  const { id, created_at } = await send('Hello')
  await market.as(ben, 'PATCH', `/api/messages/${id}/`, { text: 'Hello again' })
  await market.as(anna, 'DELETE', `/api/blocks/${ben}/`)
  const after = await send('After')
  for (const [socket, told] of [
    [first, [after.id]],
    [newer, [id, id, after.id]],
  ] as const) {
    await socket.alive()
    const frames = socket.unread.filter(({ type }) => type === 'chat_message' || type === 'message_update')
    expect(frames.map(({ message }) => message.id)).toEqual([...told])
  }
  for (const page of [
    { type: 'catch_up', conversation_id, after_rev: 0 },
    { type: 'history', conversation_id },
  ]) {
    const of = (frame: Frame | undefined) => frame?.messages.find((message: Frame) => message.id === id)
    const as_deleted = { id, withheld: true, deleted_at: created_at }
    expect(of(await first.ask(page))).toMatchObject(as_deleted)
    expect(of((await market.poll(anna, { type: 'hello', protocol: 1 }, page)).body.frames[1])).toMatchObject(as_deleted)
    for (const frame of [await newer.ask(page), (await market.poll(anna, page)).body.frames[0]]) {
      expect(of(frame)).toMatchObject({ id, withheld: true })
      expect(of(frame)).not.toHaveProperty('deleted_at')
    }
  }
  await Promise.all([first.close(), newer.close()])
})
