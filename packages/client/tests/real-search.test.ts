// Search, windows around a message, quotes and alerts through the whole library and the whole server.

import { afterEach, describe, expect, setDefaultTimeout, test } from 'bun:test'
import { eg, startTestServer, type TestServer } from '@jobline/testkit'
import { type Alert, createAlerts } from '../src/alerts/index.ts'
import { createMessagesAround, createQuotes } from '../src/around/index.ts'
import { type ChatClient, createMemoryCache } from '../src/index.ts'
import { createSearch, type Search } from '../src/search/index.ts'
import { aClient, endAll, endLater, isLive, isOffline, PATIENCE_MS, shows, watch } from './real-world.ts'
import { SwitchedTransport } from './switched-transport.ts'
import { until } from './until.ts'

afterEach(endAll)
setDefaultTimeout(PATIENCE_MS)

async function aRoom() {
  const server = endLater(await startTestServer())
  const id = await server.openConversation()
  const worker = aClient(server, eg.worker.id)
  await isLive(worker)
  return { server, id, worker }
}
function onASwitch(server: TestServer, user_id: string) {
  const network = new SwitchedTransport()
  const cache = createMemoryCache()
  return { network, cache, client: aClient(server, user_id, cache, { ports: network.ports }) }
}
async function sendAll(client: ChatClient, id: string, texts: readonly string[]): Promise<string[]> {
  const ids = await Promise.all(texts.map((text) => client.send(id, text)))
  await until(client.connection, ({ waiting }) => waiting === 0)
  return ids
}
const found = (search: Search) => search.getSnapshot().messages.map(({ message }) => message.text)
const isDone = (search: Search) => until(search, ({ state }) => state === 'done')

describe('searching', () => {
  test('CV-5 finds messages, people and jobs of mine, and nothing of others; in pages, newest first', async () => {
    const { server, id, worker } = await aRoom()
    const theirs = await server.openConversation({ job_id: 'job-2', worker_id: eg.stranger.id })
    const stranger = aClient(server, eg.stranger.id)
    await isLive(stranger)
    await sendAll(stranger, theirs, ['the sink of somebody else'])
    await sendAll(worker, id, [...Array.from({ length: 60 }, (_, index) => `Sink number ${index}`), 'the kitchen is fine'])

    const search = createSearch(worker)
    search.subscribe(() => {})
    search.setQuery('SÍNK')
    await isDone(search)
    expect([found(search).length, found(search)[0], search.getSnapshot().source]).toEqual([50, 'Sink number 59', 'server'])
    expect(search.getSnapshot().messages[0]?.parts).toEqual([{ text: 'Sink', hit: true }, { text: ' number 59' }])
    await search.loadMore()
    expect([found(search).length, found(search).at(-1), search.getSnapshot().more]).toEqual([60, 'Sink number 0', false])
    expect(search.getSnapshot().conversations.map(({ conversation }) => conversation.id)).toEqual([id])

    search.setQuery('ramon')
    expect(search.getSnapshot().conversations[0]?.parts.name).toEqual([{ text: 'Ramon', hit: true }, { text: ' Aquino' }])
    // Control: the client of both finds both.
    const client = aClient(server, eg.client.id)
    await isLive(client)
    const all = createSearch(client)
    all.subscribe(() => {})
    all.setQuery('sink somebody')
    await isDone(all)
    expect(found(all)).toEqual(['the sink of somebody else'])
  })

  test('CV-5 G6 what was edited or deleted is found no more by its old words, also in the results that are shown', async () => {
    const { id, worker } = await aRoom()
    const [one = '', two = ''] = await sendAll(worker, id, ['red paint', 'red nails'])
    const search = createSearch(worker, { conversation_id: id })
    search.subscribe(() => {})
    search.setQuery('red')
    await isDone(search)
    expect(found(search)).toEqual(['red nails', 'red paint'])
    await worker.edit(id, one, 'blue paint')
    await until(search, () => found(search).length === 1)
    await worker.delete(id, two)
    await until(search, () => found(search).length === 0)
    search.setQuery('blue')
    await isDone(search)
    expect(found(search)).toEqual(['blue paint'])
  })

  test('CV-5 without the server the device finds by the same rules what it holds, and the server again by itself', async () => {
    const { server, id } = await aRoom()
    const { network, client } = onASwitch(server, eg.worker.id)
    watch(client, id)
    await isLive(client)
    const said = ['Mañana a las 9', 'the price is 3,500', '👍🏽 perfect', 'kitchenette', 'der Schlüssel: links']
    await sendAll(client, id, said)
    await shows(client, id, said)
    const search = createSearch(client)
    search.subscribe(() => {})
    const questions = ['manana', '3 5', '👍', 'kitch', 'SCHLUSSEL link', 'chen', 'a la', '9 manana', 'las las', '-', '"price" OR', '3,500']
    const ask = async (source: string) => {
      const answers: { [question: string]: unknown } = {}
      for (const question of questions) {
        search.setQuery('')
        search.setQuery(question)
        await until(search, ({ state }) => state === 'done' || state === 'idle')
        answers[question] = [found(search), search.getSnapshot().messages.map(({ parts }) => parts)]
        if (search.getSnapshot().state === 'done') expect(search.getSnapshot().source).toBe(source as 'server')
      }
      return answers
    }
    const online = await ask('server')
    network.goOffline()
    await isOffline(client)
    expect(await ask('device')).toEqual(online)
    expect(found(search)).toEqual(['the price is 3,500'])
    network.goOnline()
    await until(search, ({ source, state }) => source === 'server' && state === 'done')
    expect(found(search)).toEqual(['the price is 3,500'])
  })
})

describe('a message far back', () => {
  test('CV-5 G3 is opened from a hit on a device that holds only the newest, grows to the end, and is live', async () => {
    const { server, id, worker } = await aRoom()
    const [, second = ''] = await sendAll(worker, id, ['one', 'needle two', ...Array.from({ length: 140 }, (_, index) => `hay ${index}`)])
    const client = aClient(server, eg.client.id)
    await isLive(client)
    const search = createSearch(client)
    search.subscribe(() => {})
    search.setQuery('needle')
    await isDone(search)
    const hit = search.getSnapshot().messages[0]?.message
    const around = createMessagesAround(client, id, { message_id: hit?.id ?? '' })
    around.subscribe(() => {})
    await until(around, ({ target_id }) => target_id === second)
    const texts = () => around.getSnapshot().items.flatMap(({ text }) => text ?? [])
    expect([texts()[1], around.getSnapshot().more_before, around.getSnapshot().more_after]).toEqual(['needle two', false, true])
    while (around.getSnapshot().more_after) await around.loadAfter()
    expect([texts().length, texts().at(-1), around.getSnapshot().error_code]).toEqual([142, 'hay 139', undefined])
    await worker.edit(id, second, 'needle edited')
    await client.react(id, second, '👍', true)
    const target = () => around.getSnapshot().items.find((item) => item.id === second)
    await until(around, () => target()?.text === 'needle edited' && target()?.reactions?.length === 1)
    await worker.send(id, 'a new one')
    await until(around, () => texts().at(-1) === 'a new one')
  })

  test('ticks move in it, and a quote of it follows its edits', async () => {
    const { server, id, worker } = await aRoom()
    const ids = await sendAll(
      worker,
      id,
      Array.from({ length: 120 }, (_, index) => `text ${index}`),
    )
    const tablet = aClient(server, eg.worker.id)
    await isLive(tablet)
    const around = createMessagesAround(tablet, id, { message_id: ids[3] ?? '' })
    around.subscribe(() => {})
    const quote = createQuotes(tablet).quote(id, ids[2] ?? '')
    quote.subscribe(() => {})
    const target = () => around.getSnapshot().items.find((item) => item.id === ids[3])
    await until(around, () => target()?.status === 'sent')
    await until(quote, (message) => typeof message === 'object' && message.text === 'text 2')
    const client = aClient(server, eg.client.id)
    await isLive(client)
    watch(client, id)
    await until(client.messages(id), ({ items }) => items.length > 1)
    client.markRead(id, client.conversation(id).getSnapshot()?.last_seq ?? 0)
    await until(around, () => target()?.status === 'read')
    await worker.edit(id, ids[2] ?? '', 'edited')
    await until(quote, (message) => typeof message === 'object' && message.text === 'edited')
  })
})

describe('alerts', () => {
  function listen(client: ChatClient, open_id?: string) {
    const heard: Alert[] = []
    const waiting = new Set<() => void>()
    const { close } = createAlerts(client, {
      isOpen: (id) => id === open_id,
      onAlert(alert) {
        heard.push(alert)
        for (const wake of waiting) wake()
      },
    })
    const view = {
      getSnapshot: () => heard,
      subscribe(wake: () => void) {
        waiting.add(wake)
        return () => waiting.delete(wake)
      },
    }
    return { heard, close, first: () => until(view, () => heard.length > 0) }
  }

  test('RT-6 a message of the other is heard once, and mine, those of an open chat and what I read elsewhere are not', async () => {
    const { server, id, worker } = await aRoom()
    const second = await server.openConversation({ job_id: 'job-2' })
    const [phone, tablet] = [aClient(server, eg.client.id), aClient(server, eg.client.id)]
    await Promise.all([isLive(phone), isLive(tablet)])
    const open = listen(phone, id)
    const closed = listen(tablet)
    await phone.send(id, 'mine')
    await worker.send(id, 'in the chat that is open on the phone')
    await closed.first()
    expect(closed.heard.map(({ message, count }) => [message.text, count])).toEqual([['in the chat that is open on the phone', 1]])
    await worker.send(second, 'elsewhere')
    await open.first()
    expect(open.heard).toMatchObject([{ conversation_id: second, count: 1, message: { text: 'elsewhere' } }])
  })

  test('RT-6 twenty that were missed are one alert, and the first sync of a new device is none', async () => {
    const { server, id, worker } = await aRoom()
    const { network, client } = onASwitch(server, eg.client.id)
    await sendAll(worker, id, ['before there was this device'])
    const alerts = listen(client)
    await isLive(client)
    network.goOffline()
    await isOffline(client)
    await sendAll(
      worker,
      id,
      Array.from({ length: 20 }, (_, index) => `missed ${index}`),
    )
    network.goOnline()
    await alerts.first()
    expect(alerts.heard.map(({ message, count }) => [message.text, count])).toEqual([['missed 19', 20]])
  })
})
