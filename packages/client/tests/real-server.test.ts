// Two people talk through the whole client library and the whole server.

import { afterEach, describe, expect, setDefaultTimeout, test } from 'bun:test'
import { eg, startTestServer } from '@jobline/testkit'
import { createMemoryCache } from '../src/index.ts'
import { aClient, endAll, endLater, isLive, isOffline, lastStatus, PATIENCE_MS, shows, texts, watch } from './real-world.ts'
import { SwitchedTransport } from './switched-transport.ts'
import { until } from './until.ts'

afterEach(endAll)
setDefaultTimeout(PATIENCE_MS)

describe('two people and a server', () => {
  test('AC-1 CH-6 a text arrives, and its tick goes sending, sent, delivered, read', async () => {
    const server = endLater(await startTestServer())
    const id = await server.openConversation()
    const worker = aClient(server, eg.worker.id)
    const client = aClient(server, eg.client.id)
    await Promise.all([isLive(worker), isLive(client)])
    const seen = new Set<unknown>()
    worker.messages(id).subscribe(() => seen.add(lastStatus(worker, id)))

    await worker.send(id, 'On my way up')
    await until(worker.messages(id), () => lastStatus(worker, id) === 'delivered')
    await until(client.conversation(id), (item) => item?.preview?.text === 'On my way up' && item.state.unread === 1)

    watch(client, id)
    await shows(client, id, ['On my way up'])
    client.markRead(id, client.messages(id).getSnapshot().items.at(-1)?.seq ?? 0)
    await until(worker.messages(id), () => lastStatus(worker, id) === 'read')
    expect(client.conversation(id).getSnapshot()?.state.unread).toBe(0)
    seen.delete(undefined)
    expect([...seen]).toEqual(['sending', 'sent', 'delivered', 'read'])
  })

  test('CV-3 unread rises with each message of the other, not with mine, and the badge follows', async () => {
    const server = endLater(await startTestServer())
    const id = await server.openConversation()
    const [worker, client] = [aClient(server, eg.worker.id), aClient(server, eg.client.id)]
    await Promise.all([isLive(worker), isLive(client)])
    await client.send(id, 'mine')
    await worker.send(id, 'one')
    await worker.send(id, 'two')
    await until(client.conversations(), ({ unread }) => unread === 2)
    expect(
      client
        .conversations('unread')
        .getSnapshot()
        .items.map((item) => item.id),
    ).toEqual([id])
  })

  test('AC-2 RT-3 typing shows, and ends with the message', async () => {
    const server = endLater(await startTestServer())
    const id = await server.openConversation()
    const [worker, client] = [aClient(server, eg.worker.id), aClient(server, eg.client.id)]
    await Promise.all([isLive(worker), isLive(client)])
    worker.typed(id)
    await until(client.conversation(id), (item) => item?.typing_user_ids[0] === eg.worker.id)
    await worker.send(id, 'done typing')
    await until(client.conversation(id), (item) => item?.typing_user_ids.length === 0)
  })

  test('RT-5 presence comes and goes', async () => {
    const server = endLater(await startTestServer())
    await server.openConversation()
    const client = aClient(server, eg.client.id)
    const presence = client.presence(eg.worker.id)
    presence.subscribe(() => {})
    await isLive(client)
    expect(presence.getSnapshot().online).toBe(false)
    const worker = aClient(server, eg.worker.id)
    await until(presence, ({ online }) => online)
    await worker.close()
  })

  test('JOB-2 JOB-3 AC-7 a job changes live, in the header and as a system message', async () => {
    const server = endLater(await startTestServer())
    const id = await server.openConversation()
    const client = aClient(server, eg.client.id)
    await isLive(client)
    watch(client, id)
    const { id: job_id, ...job } = eg.job({ version: 2, status: 'accepted' })
    await server.integrate('PUT', `/api/integration/jobs/${job_id}/`, job)
    await until(client.conversation(id), (item) => item?.job.status === 'accepted')
    const { items } = await until(client.messages(id), ({ items }) => items.at(-1)?.event?.name === 'job_status_changed')
    expect(items.at(-1)?.is_own).toBe(false)
  })

  test('SYNC-10 a new conversation appears live, and goes when I am taken out of it', async () => {
    const server = endLater(await startTestServer())
    const client = aClient(server, eg.client.id)
    await isLive(client)
    const id = await server.openConversation()
    await until(client.conversations(), ({ items }) => items[0]?.id === id)
    await server.integrate('DELETE', `/api/integration/conversations/${id}/members/${eg.client.id}/`)
    await until(client.conversations(), ({ items }) => items.length === 0)
  })

  test('CV-4 STATE-1 STATE-3 archive and draft reach my other device; a new message brings it back', async () => {
    const server = endLater(await startTestServer())
    const id = await server.openConversation()
    const [phone, laptop, worker] = [aClient(server, eg.client.id), aClient(server, eg.client.id), aClient(server, eg.worker.id)]
    await Promise.all([phone, laptop, worker].map(isLive))
    phone.setArchived(id, true)
    phone.setDraft(id, 'half a sent')
    expect(phone.conversations().getSnapshot().items).toEqual([])
    await until(laptop.conversations('archived'), ({ items }) => items[0]?.id === id)
    await until(laptop.conversation(id), (item) => item?.state.draft === 'half a sent')
    await worker.send(id, 'are you there?')
    await Promise.all([phone, laptop].map((device) => until(device.conversations(), ({ items }) => items[0]?.id === id)))
  })

  test('R8 two devices of one person agree on what was read', async () => {
    const server = endLater(await startTestServer())
    const id = await server.openConversation()
    const [phone, laptop, worker] = [aClient(server, eg.client.id), aClient(server, eg.client.id), aClient(server, eg.worker.id)]
    await Promise.all([phone, laptop, worker].map(isLive))
    await worker.send(id, 'one')
    await Promise.all([phone, laptop].map((device) => until(device.conversation(id), (item) => item?.state.unread === 1)))
    phone.markRead(id, phone.conversation(id).getSnapshot()?.last_seq ?? 0)
    await until(laptop.conversation(id), (item) => item?.state.unread === 0)
  })
})

describe('offline and back', () => {
  test('AC-5 OF-1 TS-3 what was written offline is queued, and sent once and in order', async () => {
    const server = endLater(await startTestServer())
    const id = await server.openConversation()
    const transport = new SwitchedTransport()
    const worker = aClient(server, eg.worker.id, createMemoryCache(), { ports: { transport, network: transport } })
    const client = aClient(server, eg.client.id)
    await Promise.all([isLive(worker), isLive(client)])
    watch(worker, id)
    watch(client, id)
    transport.goOffline()
    await isOffline(worker)
    const written = Array.from({ length: 100 }, (_, index) => `message ${index}`)
    for (const text of written) await worker.send(id, text)
    expect(
      new Set(
        worker
          .messages(id)
          .getSnapshot()
          .items.flatMap(({ status }) => status ?? []),
      ),
    ).toEqual(new Set(['queued']))
    expect(worker.connection.getSnapshot().waiting).toBe(100)
    transport.goOnline()
    await shows(client, id, written)
    await until(worker.connection, ({ waiting }) => waiting === 0)
    expect(texts(worker, id)).toEqual(written)
  })

  test('AC-9 TS-2 WS-3 a server restart: all is there, and what came meanwhile is fetched', async () => {
    const server = endLater(await startTestServer())
    const id = await server.openConversation()
    const [worker, client] = [aClient(server, eg.worker.id), aClient(server, eg.client.id)]
    await Promise.all([isLive(worker), isLive(client)])
    watch(worker, id)
    watch(client, id)
    await worker.send(id, 'before')
    await shows(client, id, ['before'])
    const restarted = server.restart()
    await isOffline(worker)
    await worker.send(id, 'while it was down')
    await restarted
    await shows(client, id, ['before', 'while it was down'])
    await until(worker.messages(id), () => lastStatus(worker, id) === 'delivered')
    expect(texts(worker, id)).toEqual(['before', 'while it was down'])
  })

  test('OF-4 G4 a conversation that went on without me is caught up, and its ticks with it', async () => {
    const server = endLater(await startTestServer())
    const id = await server.openConversation()
    const transport = new SwitchedTransport()
    const worker = aClient(server, eg.worker.id)
    const client = aClient(server, eg.client.id, createMemoryCache(), { ports: { transport, network: transport } })
    await Promise.all([isLive(worker), isLive(client)])
    watch(client, id)
    watch(worker, id)
    await worker.send(id, 'seen live')
    await shows(client, id, ['seen live'])
    transport.goOffline()
    await isOffline(client)
    const missed = Array.from({ length: 130 }, (_, index) => `missed ${index}`)
    for (const text of missed) await worker.send(id, text)
    await until(worker.messages(id), () => lastStatus(worker, id) === 'sent')
    transport.goOnline()
    await until(worker.messages(id), () => lastStatus(worker, id) === 'delivered')
    expect(texts(client, id)).toEqual(['seen live', ...missed])
  })

  test('G5 delivered is not said of messages that were never stored here', async () => {
    const server = endLater(await startTestServer())
    const id = await server.openConversation()
    const worker = aClient(server, eg.worker.id)
    await isLive(worker)
    for (let index = 0; index < 120; index++) await worker.send(id, `message ${index}`)
    await until(worker.connection, ({ waiting }) => waiting === 0)
    const cache = createMemoryCache()
    const client = aClient(server, eg.client.id, cache)
    watch(worker, id)
    await until(worker.messages(id), () => lastStatus(worker, id) === 'delivered')
    const stored = await cache.messages(id, Number.MAX_SAFE_INTEGER, 1_000)
    expect(stored.length).toBeGreaterThanOrEqual(120)
    expect(client.conversation(id).getSnapshot()?.state.unread).toBe(120)
  })
})
