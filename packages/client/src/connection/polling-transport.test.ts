import { expect, test } from 'bun:test'
import { MAX_FRAME_BYTES, MAX_POLL_FRAMES } from '@jobline/protocol'
import { createPollingTransport } from './polling-transport.ts'

const turn = () => new Promise((resolve) => setImmediate(resolve))

/** What is sent in one turn, as the bodies in which it goes. */
async function bodiesOf(texts: readonly string[]): Promise<{ bodies: string[]; sent: string[]; received: string[] }> {
  const bodies: string[] = []
  const received: string[] = []
  const http = {
    async request(_method: string, _url: string, _token: string, body = '') {
      bodies.push(body)
      return { status: 200, body: { frames: [{ type: 'pong', now: bodies.length }] } }
    },
  }
  const socket = createPollingTransport(http).dial('https://chat.example/api/frames/', 'a-token', {
    opened: () => {
      for (const text of texts) socket.send(text)
    },
    received: (text) => received.push(text),
    closed: () => received.push('closed'),
  })
  await turn()
  const sent = bodies.flatMap((body) => JSON.parse(body).frames.map((frame: unknown) => JSON.stringify(frame)))
  return { bodies, sent, received }
}
const frame = (text: string) => JSON.stringify({ type: 'chat_message', text })

test('POLL-1 LIMIT-1 what is sent in one turn goes together, in order, in bodies that the server takes', async () => {
  const small = Array.from({ length: 70 }, (_, index) => frame(`text ${index}`))
  const { bodies, sent } = await bodiesOf(small)
  expect(sent).toEqual(small)
  expect(bodies.map((body) => JSON.parse(body).frames.length)).toEqual([MAX_POLL_FRAMES, MAX_POLL_FRAMES, 6])

  // Three bytes a letter: four of these are too much for a body.
  const large = Array.from({ length: 9 }, () => frame('€'.repeat(6_000)))
  const split = await bodiesOf(large)
  expect(split.sent).toEqual(large)
  expect(Math.max(...split.bodies.map((body) => Buffer.byteLength(body)))).toBeLessThanOrEqual(MAX_FRAME_BYTES)
  expect(split.bodies.length).toBe(3)
})

test('the largest frames there are go alone', async () => {
  // Half a surrogate pair, in a draft, is written out in six bytes.
  const largest = [frame('\ud800'.repeat(8_000)), frame('"'.repeat(8_000)), frame('€'.repeat(8_000))]
  const { bodies, sent } = await bodiesOf(largest)
  expect(sent).toEqual(largest)
  for (const body of bodies) expect(Buffer.byteLength(body)).toBeLessThanOrEqual(MAX_FRAME_BYTES)
})

test('every request brings its answers, and nothing comes after the end', async () => {
  const { received } = await bodiesOf(Array.from({ length: 33 }, () => frame('x')))
  expect(received.map((text) => JSON.parse(text).now)).toEqual([1, 2])
})
