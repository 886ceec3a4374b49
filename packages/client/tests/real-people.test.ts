// Drafts, blocks and settings through the whole library and the whole server: several devices, several people.

import { afterEach, describe, expect, setDefaultTimeout, test } from 'bun:test'
import { eg, startTestServer } from '@jobline/testkit'
import { createMemoryCache } from '../src/index.ts'
import { block, changeSettings, fetchSettings, listBlocks, report, unblock } from '../src/people/people.ts'
import { aClient, endAll, endLater, isLive, isOffline, PATIENCE_MS, shows, texts, watch } from './real-world.ts'
import { SwitchedTransport } from './switched-transport.ts'
import { until } from './until.ts'

afterEach(endAll)
setDefaultTimeout(PATIENCE_MS)

/** The worker's phone on a switched network and tablet, and the client: live in one open conversation. */
async function aRoom() {
  const server = endLater(await startTestServer())
  const id = await server.openConversation()
  const network = new SwitchedTransport()
  const cache = createMemoryCache()
  const phone = aClient(server, eg.worker.id, cache, { ports: network.ports })
  const tablet = aClient(server, eg.worker.id)
  const other = aClient(server, eg.client.id)
  for (const device of [phone, tablet, other]) watch(device, id)
  await Promise.all([phone, tablet, other].map(isLive))
  const draftOf = (device: typeof phone) => device.conversation(id).getSnapshot()?.state.draft
  const drafts = (expected: string | undefined) =>
    Promise.all([phone, tablet].map((device) => until(device.conversation(id), () => draftOf(device) === expected)))
  return { server, id, network, cache, phone, tablet, other, drafts, draftOf }
}

describe('drafts', () => {
  test('STATE-1 what is begun on one device goes on on the other; the other person sees nothing of it', async () => {
    const { id, phone, tablet, other, drafts } = await aRoom()
    phone.setDraft(id, 'I can come at')
    await drafts('I can come at')
    tablet.setDraft(id, 'I can come at six')
    await drafts('I can come at six')
    expect(other.conversation(id).getSnapshot()?.state.draft).toBeUndefined()
  })

  test('G4 what was written here and is not told yet wins over what the other device had told before', async () => {
    const { server, id, network, phone, tablet, drafts, draftOf } = await aRoom()
    const laptop = aClient(server, eg.worker.id)
    await isLive(laptop)
    network.goOffline()
    await isOffline(phone)
    phone.setDraft(id, 'from the phone')
    tablet.setDraft(id, 'from the tablet')
    // Told: a third device has it.
    await until(laptop.conversation(id), () => draftOf(laptop) === 'from the tablet')
    network.goOnline()
    await until(laptop.conversation(id), () => draftOf(laptop) === 'from the phone')
    await drafts('from the phone')
  })

  test('sending clears it on all devices, also where it was sent offline and the app ended before it went out', async () => {
    const { server, id, network, cache, phone, tablet, other, drafts } = await aRoom()
    phone.setDraft(id, 'On my way')
    await drafts('On my way')
    network.goOffline()
    await isOffline(phone)
    phone.setDraft(id, '')
    await phone.send(id, 'On my way')
    await phone.close()
    expect(tablet.conversation(id).getSnapshot()?.state.draft).toBe('On my way')
    const again = aClient(server, eg.worker.id, cache)
    await until(tablet.conversation(id), (item) => item?.state.draft === undefined)
    await shows(other, id, ['On my way'])
    expect(again.conversation(id).getSnapshot()?.state.draft).toBeUndefined()
  })
})

describe('replies', () => {
  test('a reply that waits says what it answers, here and later there', async () => {
    const { id, network, phone, other } = await aRoom()
    const question = await other.send(id, 'When?')
    await shows(phone, id, ['When?'])
    network.goOffline()
    await isOffline(phone)
    await phone.send(id, 'At six', { reply_to_id: question })
    expect(phone.messages(id).getSnapshot().items.at(-1)).toMatchObject({ status: 'queued', reply_to_id: question })
    expect(phone.conversation(id).getSnapshot()?.preview).toMatchObject({ text: 'At six', reply_to_id: question })
    network.goOnline()
    await shows(other, id, ['When?', 'At six'])
    expect(other.messages(id).getSnapshot().items.at(-1)?.reply_to_id).toBe(question)
  })
})

describe('blocks', () => {
  test('BLOCK-2 BLOCK-3 a block shows on my other device, refuses what I send there for good, and ends', async () => {
    const { id, phone, tablet, other } = await aRoom()
    await block(phone, eg.client.id)
    await Promise.all([phone, tablet].map((device) => until(device.conversation(id), (item) => item?.state.blocked === true)))
    expect(other.conversation(id).getSnapshot()?.state.blocked).toBeUndefined()
    expect((await listBlocks(tablet)).map(({ user }) => user)).toMatchObject([{ id: eg.client.id, name: eg.client.name }])

    await phone.send(id, 'to nobody')
    const { items } = await until(phone.messages(id), (list) => list.items.at(-1)?.status === 'failed')
    expect(items.at(-1)?.error_code).toBe('blocked')
    await unblock(tablet, eg.client.id)
    await until(phone.conversation(id), (item) => item?.state.blocked === undefined)
    expect(texts(other, id)).toEqual([])
    await phone.retry(items.at(-1)?.id ?? '')
    await shows(other, id, ['to nobody'])
    expect(await listBlocks(phone)).toEqual([])
  })

  test('BLOCK-6 BLOCK-7 what they write meanwhile is nowhere here, and leaves no hole; they see it as sent', async () => {
    const { id, phone, tablet, other } = await aRoom()
    await other.send(id, 'before')
    await shows(phone, id, ['before'])
    await block(phone, eg.client.id)
    await other.send(id, 'meanwhile')
    await until(other.messages(id), (list) => list.items.at(-1)?.status === 'sent')
    await unblock(phone, eg.client.id)
    await other.send(id, 'after')
    for (const device of [phone, tablet]) await shows(device, id, ['before', 'after'])
    await shows(other, id, ['before', 'meanwhile', 'after'])
    const row = phone.conversation(id).getSnapshot()
    expect([row?.preview?.text, row?.state.unread]).toEqual(['after', 2])
    phone.markRead(id, row?.last_seq ?? 0)
    await until(tablet.conversation(id), (item) => item?.state.unread === 0)
  })

  test('nobody of ours cannot be blocked', async () => {
    const { phone } = await aRoom()
    const refused = await block(phone, 'nobody-at-all').catch((error) => error)
    expect([refused.name, refused.code, refused.retryable]).toEqual(['ChatError', 'not_found', false])
  })
})

describe('reports', () => {
  test('REPORT-2 REPORT-3 what was reported is told to the marketplace as it stood, once, however often it is sent', async () => {
    const { server, id, phone, other } = await aRoom()
    const message_id = await other.send(id, 'Pay me outside of here')
    await shows(phone, id, ['Pay me outside of here'])
    const its = { id: eg.uuid(), reason: 'off_platform_payment', note: 'Twice already.', message_ids: [message_id] } as const
    const first = await report(phone, id, its)
    expect(await report(phone, id, its)).toEqual(first)
    await other.edit(id, message_id, 'Nothing')
    await shows(phone, id, ['Nothing'])
    const told = await server.integrate<{ reports: { [field: string]: unknown }[] }>('GET', '/api/integration/reports/')
    expect(told.reports).toMatchObject([
      {
        conversation_id: id,
        reporter_id: eg.worker.id,
        reported_user_id: eg.client.id,
        reason: 'off_platform_payment',
        note: 'Twice already.',
        messages: [{ id: message_id, text: 'Pay me outside of here' }],
      },
    ])
    expect(told.reports[0]?.id).toBe(first.report_id)
  })
})

describe('settings', () => {
  test('SETTINGS-1 both are on at first, each is changed for itself, and my other device is told the same', async () => {
    const { phone, tablet } = await aRoom()
    expect(await fetchSettings(phone)).toEqual({ read_receipts: true, presence: true })
    expect(await changeSettings(phone, { presence: false })).toEqual({ read_receipts: true, presence: false })
    expect(await fetchSettings(tablet)).toEqual({ read_receipts: true, presence: false })
  })

  test('offline they can be neither asked for nor changed', async () => {
    const { network, phone } = await aRoom()
    network.goOffline()
    await isOffline(phone)
    for (const asked of [fetchSettings(phone), changeSettings(phone, { presence: false }), listBlocks(phone)])
      expect(await asked.catch((error) => error.code)).toBe('unavailable')
  })
})
