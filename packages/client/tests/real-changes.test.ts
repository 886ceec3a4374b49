// Edits, deletions, reactions and settings through the whole library and the whole server: other people, other devices,
// bad moments.

import { afterEach, describe, expect, setDefaultTimeout, test } from 'bun:test'
import { eg, startTestServer } from '@jobline/testkit'
import { createMemoryCache } from '../src/index.ts'
import { aClient, endAll, endLater, isLive, isOffline, PATIENCE_MS, shows, texts, watch } from './real-world.ts'
import { SwitchedTransport } from './switched-transport.ts'
import { until } from './until.ts'

afterEach(endAll)
setDefaultTimeout(PATIENCE_MS)

/** The worker's phone on a switched network, the worker's tablet, and the client: all live in one open conversation. */
async function aRoom() {
  const server = endLater(await startTestServer())
  const id = await server.openConversation()
  const network = new SwitchedTransport()
  const phone = aClient(server, eg.worker.id, createMemoryCache(), { ports: { transport: network, network } })
  const tablet = aClient(server, eg.worker.id)
  const other = aClient(server, eg.client.id)
  for (const device of [phone, tablet, other]) watch(device, id)
  await Promise.all([phone, tablet, other].map(isLive))
  const all = (expected: string[]) => Promise.all([phone, tablet, other].map((device) => shows(device, id, expected)))
  const everywhere = (holds: (device: typeof phone) => boolean) =>
    Promise.all([phone, tablet, other].map((device) => until(device.messages(id), () => holds(device))))
  const message = (device: typeof phone, text?: string) =>
    device
      .messages(id)
      .getSnapshot()
      .items.find((item) => (text === undefined ? item.kind === 'text' : item.text === text))
  return { server, id, network, phone, tablet, other, all, everywhere, message }
}

describe('changes reach everybody', () => {
  test('MF-1 G4 an edit made offline is on every device once the phone is back', async () => {
    const { id, network, phone, all } = await aRoom()
    const message_id = await phone.send(id, 'I come at six')
    await all(['I come at six'])
    network.goOffline()
    await isOffline(phone)
    await phone.edit(id, message_id, 'I come at seven')
    expect(texts(phone, id)).toEqual(['I come at seven'])
    network.goOnline()
    await all(['I come at seven'])
    await until(phone.connection, ({ waiting }) => waiting === 0)
  })

  test('MF-5 G7 a message deleted while its send was under way is nowhere, whether it had arrived or not', async () => {
    const { id, network, phone, tablet, other, everywhere } = await aRoom()
    const arrived = await phone.send(id, 'arrived')
    await shows(other, id, ['arrived'])
    network.goOffline()
    await isOffline(phone)
    const queued = await phone.send(id, 'queued')
    await phone.delete(id, arrived)
    await phone.delete(id, queued)
    network.goOnline()
    await everywhere(
      (device) =>
        device
          .messages(id)
          .getSnapshot()
          .items.filter(({ deleted_at }) => deleted_at).length === 1 && texts(device, id).length === 0,
    )
    await until(phone.connection, ({ waiting }) => waiting === 0)
    for (const device of [tablet, other])
      expect(
        device
          .messages(id)
          .getSnapshot()
          .items.some((item) => item.id === queued),
      ).toBe(false)
    expect(other.conversation(id).getSnapshot()?.state.unread).toBe(0)
  })

  test('MF-4 reactions of two people on one message meet, whoever was offline', async () => {
    const { id, network, phone, other, everywhere, message } = await aRoom()
    const message_id = await phone.send(id, 'Done!')
    await shows(other, id, ['Done!'])
    network.goOffline()
    await isOffline(phone)
    await phone.react(id, message_id, '🎉', true)
    await other.react(id, message_id, '🎉', true)
    await other.react(id, message_id, '👍', true)
    await until(other.connection, ({ waiting }) => waiting === 0)
    network.goOnline()
    await everywhere(
      (device) =>
        JSON.stringify(message(device)?.reactions?.map(({ emoji, user_ids }) => [emoji, user_ids.length])) === '[["🎉",2],["👍",1]]',
    )
  })

  test('STATE-1 STATE-2 pin, mute, archive and mark unread show on my other device, and on nobody else’s', async () => {
    const { id, phone, tablet, other } = await aRoom()
    phone.setPinned(id, true)
    phone.setMuted(id, Date.now() + 3_600_000)
    phone.setMarkedUnread(id, true)
    phone.setArchived(id, true)
    const isSet = ({ pinned_at, muted_until, marked_unread, archived_at }: { [key: string]: unknown }) =>
      [pinned_at, muted_until, marked_unread, archived_at].every((value) => value !== undefined)
    await until(tablet.conversation(id), (item) => item !== undefined && isSet(item.state))
    expect(other.conversation(id).getSnapshot()?.state).toEqual({ conversation_id: id, read_seq: 0, unread: 0 })
    tablet.setPinned(id, false)
    tablet.setArchived(id, false)
    await until(phone.conversation(id), (item) => item?.state.pinned_at === undefined && item?.state.archived_at === undefined)
  })

  test('AC-3 two devices agree on what was read', async () => {
    const { id, phone, tablet, other } = await aRoom()
    for (const text of ['one', 'two', 'three']) await other.send(id, text)
    await Promise.all([phone, tablet].map((device) => until(device.conversation(id), (item) => item?.state.unread === 3)))
    await shows(phone, id, ['one', 'two', 'three'])
    const seq =
      phone
        .messages(id)
        .getSnapshot()
        .items.find(({ text }) => text === 'two')?.seq ?? 0
    phone.markRead(id, seq)
    await until(tablet.conversation(id), (item) => item?.state.unread === 1 && item.state.read_seq === seq)
  })
})
