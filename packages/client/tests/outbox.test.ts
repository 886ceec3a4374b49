// Sending through cuts, repeats and refusals, against a scripted server.

import { afterEach, describe, expect, test } from 'bun:test'
import { createMemoryCache } from '../src/index.ts'
import { settle } from './client-clock.ts'
import { ANOTHER, CONVERSATION, conversation, ME, message } from './example-data.ts'
import { aWorld, endWorlds, items, statuses, texts } from './scripted-world.ts'
import { until } from './until.ts'

afterEach(endWorlds)

describe('an ack that never came', () => {
  test('G2 SEND-4 the same message goes out again under the same id, and stays one bubble', async () => {
    const { server, client } = aWorld()
    const socket = await server.dialled()
    await socket.welcome([conversation()])
    client.messages(CONVERSATION).subscribe(() => {})
    const id = await client.send(CONVERSATION, 'Hello')
    const sent = await socket.take('chat_message')
    expect(sent.id).toBe(id)
    socket.close()

    const again = await server.redialled()
    expect(statuses(client)).toEqual(['sending'])
    const row = message(1, { id, sender_id: ME, text: 'Hello', sent_at: sent.sent_at ?? 0 })
    await again.welcome([conversation(1, { last_message: row, state: { unread: 0 } })])
    const repeated = await again.take('chat_message')
    expect(repeated).toEqual(sent)
    again.ack(repeated, 1, 1, row)
    await settle()
    expect(items(client).map((item) => [item.id, item.status])).toEqual([[id, 'sent']])
    expect(client.connection.getSnapshot().waiting).toBe(0)
  })

  test('G5 nothing shows as sent before the ack, and a reload does not forget that it was tried', async () => {
    const first = aWorld()
    const socket = await first.server.dialled()
    await socket.welcome([conversation()])
    await first.client.send(CONVERSATION, 'Hello')
    await socket.take('chat_message')
    await first.client.close()

    const { client, server } = first.restart()
    await server.dialled()
    client.messages(CONVERSATION).subscribe(() => {})
    await until(client.messages(CONVERSATION), ({ items }) => items.length === 1)
    expect(statuses(client)).toEqual(['sending'])
    expect(await client.discard(items(client)[0]?.id ?? '')).toBe(false)
  })

  test('G2 an own message that another tab has sent leaves the outbox when it is announced', async () => {
    const { server, client } = aWorld()
    const socket = await server.dialled()
    await socket.welcome([conversation()])
    client.messages(CONVERSATION).subscribe(() => {})
    const id = await client.send(CONVERSATION, 'Hello')
    socket.say({ type: 'chat_message', message: message(1, { id, sender_id: ME, text: 'Hello' }) })
    await settle()
    expect(items(client).map((item) => [item.id, item.status])).toEqual([[id, 'sent']])
    expect(client.connection.getSnapshot().waiting).toBe(0)
  })
})

describe('refusals', () => {
  test('OF-2 a final refusal fails that message alone; the next is sent without it', async () => {
    const { server, client, clock } = aWorld()
    const socket = await server.dialled()
    await socket.welcome([conversation()])
    client.messages(CONVERSATION).subscribe(() => {})
    await client.send(CONVERSATION, 'bad')
    await client.send(CONVERSATION, 'good')
    const bad = await socket.take('chat_message')
    const good = await socket.take('chat_message')
    expect(good.after_id).toBe(bad.id)
    socket.refuse(bad, 'conversation_closed', false)
    socket.refuse(good, 'out_of_order', true)
    await clock.advance(2_000)
    const again = await socket.take('chat_message')
    expect([again.id, again.after_id]).toEqual([good.id, undefined])
    socket.ack(again, 1, 1)
    await settle()
    expect(items(client).map(({ text, status, error_code }) => [text, status, error_code])).toEqual([
      ['good', 'sent', undefined],
      ['bad', 'failed', 'conversation_closed'],
    ])
  })

  test('a failed message goes again under its id, or is thrown away', async () => {
    const { server, client } = aWorld()
    const socket = await server.dialled()
    await socket.welcome([conversation()])
    client.messages(CONVERSATION).subscribe(() => {})
    const id = await client.send(CONVERSATION, 'bad')
    const other = await client.send(CONVERSATION, 'worse')
    socket.refuse(await socket.take('chat_message'), 'conversation_closed', false)
    socket.refuse(await socket.take('chat_message'), 'conversation_closed', false)
    await until(client.messages(CONVERSATION), ({ items }) => items.every(({ status }) => status === 'failed'))
    expect(await client.discard(other)).toBe(true)
    await client.retry(id)
    const again = await socket.take('chat_message')
    expect(again.id).toBe(id)
    socket.ack(again, 1, 1)
    await settle()
    expect(statuses(client)).toEqual(['sent'])
  })

  test('SEND-12 ORDER-5 a refusal that passes is tried again after the wait it names, and nothing overtakes', async () => {
    const { server, client, clock } = aWorld()
    const socket = await server.dialled()
    await socket.welcome([conversation()])
    for (const text of ['one', 'two', 'three']) await client.send(CONVERSATION, text)
    const [one, two, three] = [await socket.take('chat_message'), await socket.take('chat_message'), await socket.take('chat_message')]
    socket.refuse(one, 'rate_limited', true, 800)
    socket.refuse(two, 'out_of_order', true)
    socket.refuse(three, 'out_of_order', true)
    await clock.advance(700)
    expect(socket.count('chat_message')).toBe(0)
    await clock.advance(200)
    const again = [await socket.take('chat_message'), await socket.take('chat_message'), await socket.take('chat_message')]
    expect(again.map(({ text, after_id }) => [text, after_id])).toEqual([
      ['one', undefined],
      ['two', one.id],
      ['three', two.id],
    ])
  })

  test('an error about the token is not the message’s fault', async () => {
    const { server, client } = aWorld()
    const socket = await server.dialled()
    await socket.welcome([conversation()])
    client.messages(CONVERSATION).subscribe(() => {})
    await client.send(CONVERSATION, 'Hello')
    socket.refuse(await socket.take('chat_message'), 'token_expired', false)
    await settle()
    expect(statuses(client)).toEqual(['sending'])
  })

  test('TEXT-1 TEXT-3 TEXT-4 a text that cannot be sent is refused at once and queues nothing', async () => {
    const { client, cache } = aWorld()
    for (const [text, code] of [
      ['  ', 'text_empty'],
      ['a\u0000', 'text_invalid'],
      ['x'.repeat(8_001), 'text_too_long'],
    ] as const) {
      expect(await client.send(CONVERSATION, text).catch((error) => error.code)).toBe(code)
    }
    expect(await cache.outbox()).toEqual([])
  })
})

describe('the line', () => {
  test('OF-1 G3 500 queued messages go out in windows of 32, each naming the one before', async () => {
    const { server, client } = aWorld()
    const socket = await server.dialled()
    for (let index = 0; index < 500; index++) await client.send(CONVERSATION, `message ${index}`)
    await socket.welcome([conversation()])
    await settle()
    let before: string | undefined
    for (let index = 0; index < 500; index++) {
      expect(socket.count('chat_message')).toBeLessThanOrEqual(32)
      const frame = await socket.take('chat_message')
      expect(frame.text).toBe(`message ${index}`)
      if (frame.after_id !== undefined) expect(frame.after_id).toBe(before as string)
      before = frame.id
      socket.ack(frame, index + 1, index + 1)
    }
    await settle()
    expect(client.connection.getSnapshot().waiting).toBe(0)
  })

  test('conversations do not wait for each other', async () => {
    const { server, client } = aWorld()
    const socket = await server.dialled()
    await socket.welcome([conversation(), conversation(0, { id: ANOTHER })])
    await client.send(CONVERSATION, 'stuck')
    socket.refuse(await socket.take('chat_message'), 'rate_limited', true, 60_000)
    await client.send(ANOTHER, 'free')
    expect((await socket.take('chat_message')).text).toBe('free')
  })

  test('G7 only a message that was never tried can be taken back', async () => {
    const { server, client, cache } = aWorld()
    const queued = await client.send(CONVERSATION, 'never tried')
    expect(await client.discard(queued)).toBe(true)
    expect(await cache.outbox()).toEqual([])
    const socket = await server.dialled()
    await socket.welcome([conversation()])
    const tried = await client.send(CONVERSATION, 'tried')
    await socket.take('chat_message')
    expect(await client.discard(tried)).toBe(false)
  })

  test('G7 a message is on this device before send resolves, and marked as tried before the network has it', async () => {
    const cache = createMemoryCache()
    const { server, client } = aWorld({ cache })
    await client.send(CONVERSATION, 'Hello')
    expect((await cache.outbox()).map((item) => ['text' in item && item.text, item.state])).toEqual([['Hello', 'queued']])
    const socket = await server.dialled()
    let stored_when_sent: unknown
    const receive = socket.receive.bind(socket)
    socket.receive = (text) => {
      if (JSON.parse(text).type === 'chat_message') stored_when_sent = cache.outbox()
      receive(text)
    }
    await socket.welcome([conversation()])
    await socket.take('chat_message')
    expect(((await stored_when_sent) as { state: string }[]).map(({ state }) => state)).toEqual(['sending'])
  })

  test('a disk that is full refuses the send, and queues nothing', async () => {
    const cache = createMemoryCache()
    const full = { ...cache, write: () => Promise.reject(new Error('QuotaExceededError')) }
    const { client } = aWorld({ cache: full })
    expect(await client.send(CONVERSATION, 'Hello').catch((error) => error.code)).toBe('storage_full')
    expect(items(client)).toEqual([])
  })

  test('two tabs on one cache: what one left behind the other sends', async () => {
    const { client, server, restart } = aWorld()
    await client.send(CONVERSATION, 'left behind')
    await server.dialled()
    const other = restart()
    await client.close()
    const socket = await other.server.dialled()
    await socket.welcome([conversation()])
    expect((await socket.take('chat_message')).text).toBe('left behind')
  })

  test('SEND-11 sent_at follows the server’s clock, not a wrong phone clock', async () => {
    const { server, client, clock } = aWorld()
    const socket = await server.dialled()
    const now = clock.now() + 7_200_000
    socket.hello({ now, expires_at: now + 60_000_000 })
    socket.answerSync(await socket.take('sync'), [conversation()])
    await client.send(CONVERSATION, 'Hello')
    expect((await socket.take('chat_message')).sent_at).toBe(now)
  })
})

test('texts are kept byte for byte', async () => {
  const { server, client } = aWorld()
  const socket = await server.dialled()
  await socket.welcome([conversation()])
  client.messages(CONVERSATION).subscribe(() => {})
  const text = '  e\u0301 \u{1F469}\u200d\u{1F527}\r\n\tRTL: \u05e9\u05dc\u05d5\u05dd  '
  await client.send(CONVERSATION, text)
  const frame = await socket.take('chat_message')
  expect(frame.text).toBe(text)
  socket.ack(frame, 1, 1)
  await settle()
  expect(texts(client)).toEqual([text])
})
