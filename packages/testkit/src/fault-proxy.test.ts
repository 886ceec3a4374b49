import { afterEach, describe, expect, test } from 'bun:test'
import { createServer, type Socket, connect as tcpConnect } from 'node:net'
import type { Cancel, Clock } from '@jobline/client'
import { FaultProxy } from './fault-proxy.ts'
import { SeededRandom } from './seeded-random.ts'

const open: AsyncDisposable[] = []
afterEach(async () => {
  for (const thing of open.splice(0).reverse()) await thing[Symbol.asyncDispose]()
})

/** One end of a connection, with all that it was given. */
class End {
  text = ''
  ended = false
  failed: string | undefined
  readonly socket: Socket
  #changed: (() => void)[] = []

  constructor(socket: Socket) {
    this.socket = socket
    socket.on('data', (data) => this.#note(() => (this.text += String(data))))
    socket.on('end', () => this.#note(() => (this.ended = true)))
    socket.on('error', (error) => this.#note(() => (this.failed = (error as { code?: string }).code)))
    socket.on('close', () => this.#note(() => (this.ended = true)))
  }

  async until(holds: (end: this) => boolean): Promise<void> {
    while (!holds(this)) await new Promise<void>((resolve) => this.#changed.push(resolve))
  }

  #note(change: () => void): void {
    change()
    for (const resolve of this.#changed.splice(0)) resolve()
  }
}

/** Time that stands still until the test moves it. */
class ManualClock implements Clock {
  #now = 0
  readonly #timers = new Set<{ readonly at: number; readonly run: () => void }>()
  #armed: (() => void)[] = []

  now = () => this.#now

  after = (ms: number, run: () => void): Cancel => {
    const timer = { at: this.#now + ms, run }
    this.#timers.add(timer)
    for (const resolve of this.#armed.splice(0)) resolve()
    return () => this.#timers.delete(timer)
  }

  async untilArmed(): Promise<void> {
    while (this.#timers.size === 0) await new Promise<void>((resolve) => this.#armed.push(resolve))
  }

  advance(ms: number): void {
    this.#now += ms
    for (const timer of [...this.#timers].filter(({ at }) => at <= this.#now)) {
      this.#timers.delete(timer)
      timer.run()
    }
  }
}

/** A server and a proxy before it; `dial` gives both ends of a connection through it. */
async function scenery(clock?: Clock) {
  const arrived: ((end: End) => void)[] = []
  const ends: End[] = []
  const server = createServer({ allowHalfOpen: true }, (socket) => {
    const end = new End(socket)
    ends.push(end)
    arrived.shift()?.(end)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as { port: number }
  const proxy = await FaultProxy.start({ port: () => port, random: new SeededRandom(1), ...(clock ? { clock } : {}) })
  const clients: Socket[] = []
  open.push(proxy, {
    async [Symbol.asyncDispose]() {
      for (const client of clients) client.destroy()
      for (const { socket } of ends) socket.destroy()
      await new Promise<void>((resolve) => server.close(() => resolve()))
    },
  })
  const connect = () => {
    const socket = tcpConnect({ port: proxy.port, host: '127.0.0.1', allowHalfOpen: true })
    clients.push(socket)
    return new End(socket)
  }
  return {
    proxy,
    connect,
    async dial() {
      const far = new Promise<End>((resolve) => arrived.push(resolve))
      return { client: connect(), server: await far }
    },
  }
}

describe('fault proxy', () => {
  test('a good network passes both ways, and the end of each way by itself', async () => {
    const { dial } = await scenery()
    const { client, server } = await dial()
    client.socket.end('ping')
    await server.until(({ ended }) => ended)
    server.socket.end('pong')
    await client.until(({ ended }) => ended)
    expect([server.text, client.text]).toEqual(['ping', 'pong'])
    expect([server.failed, client.failed]).toEqual([undefined, undefined])
  })

  for (const direction of ['up', 'down'] as const) {
    for (const bytes of [0, 1, 4, 9, 10]) {
      test(`a cut ${direction} after ${bytes} of 10 bytes passes exactly those, then both sides see the end`, async () => {
        const { proxy, dial } = await scenery()
        const { client, server } = await dial()
        const [sender, receiver] = direction === 'up' ? [client, server] : [server, client]
        const cut = proxy.cutAfter(direction, bytes)
        sender.socket.write('0123456789')
        await cut
        await Promise.all([sender.until(({ ended }) => ended), receiver.until(({ ended }) => ended)])
        expect(receiver.text).toBe('0123456789'.slice(0, bytes))
        expect(receiver.failed).toBeUndefined()
        // What the receiver says to the dead link goes nowhere, and the next link is whole.
        receiver.socket.end('too late')
        const next = await dial()
        next.client.socket.write('whole')
        await next.server.until(({ text }) => text === 'whole')
        expect(sender.text).toBe('')
      })
    }
  }

  test('bytes before the cut was planned do not count', async () => {
    const { proxy, dial } = await scenery()
    const { client, server } = await dial()
    client.socket.write('abc')
    await server.until(({ text }) => text === 'abc')
    const cut = proxy.cutAfter('up', 2)
    client.socket.write('defg')
    await cut
    await server.until(({ ended }) => ended)
    expect(server.text).toBe('abcde')
  })

  test('a reset is a reset at both ends', async () => {
    const { proxy, dial } = await scenery()
    const { client, server } = await dial()
    client.socket.write('x')
    await server.until(({ text }) => text === 'x')
    proxy.resetAll()
    await Promise.all([client, server].map((end) => end.until(({ failed }) => failed !== undefined)))
    expect([client.failed, server.failed]).toEqual(['ECONNRESET', 'ECONNRESET'])
  })

  test('silence swallows and tells nobody; the healed network resets the link that lost something, and no other', async () => {
    const { proxy, dial } = await scenery()
    const lossy = await dial()
    const quiet = await dial()
    proxy.silence()
    lossy.client.socket.write('lost')
    quiet.client.socket.pause()
    // A second dial is the proof that the proxy has read what came before it, in vain.
    await lossy.client.until(({ socket }) => socket.bytesWritten === 4)
    const late = await dial()
    late.client.socket.write('also lost')
    expect([lossy.server.text, lossy.client.ended, late.server.text]).toEqual(['', false, ''])
    await proxy.untilLost(2)
    proxy.heal()
    await Promise.all([lossy, late].flatMap(({ client, server }) => [client, server]).map((end) => end.until(({ ended }) => ended)))
    expect(lossy.server.text).toBe('')
    quiet.client.socket.write('still here')
    await quiet.server.until(({ text }) => text === 'still here')
  })

  test('a dial is refused with a reset until the network heals', async () => {
    const { proxy, connect, dial } = await scenery()
    proxy.refuse()
    const told = proxy.untilRefused()
    const refused = connect()
    await refused.until(({ ended }) => ended)
    await told
    expect(refused.failed).toBe('ECONNRESET')
    proxy.heal()
    const { client, server } = await dial()
    client.socket.write('in')
    await server.until(({ text }) => text === 'in')
  })

  test('a stalled reader fills its sender up; nothing is lost when it reads on', async () => {
    const { proxy, dial } = await scenery()
    const { client, server } = await dial()
    proxy.stall('down')
    const page = 'y'.repeat(64 * 1_024)
    let written = 0
    while (server.socket.writableLength < 1_000_000 && written < 1_000) {
      server.socket.write(page)
      written++
    }
    // What goes up passes, and meanwhile nothing comes down.
    const other = await dial()
    for (const text of ['a', 'ab', 'abc']) {
      other.client.socket.write(text.slice(-1))
      await other.server.until((end) => end.text === text)
    }
    expect([client.text, server.socket.writableLength > 500_000]).toEqual(['', true])
    proxy.heal()
    await client.until(({ text }) => text.length === written * page.length)
  })

  test('latency and jitter hold every piece back and keep the order', async () => {
    const clock = new ManualClock()
    const { proxy, dial } = await scenery(clock)
    const { client, server } = await dial()
    proxy.setWeather('up', { latency_ms: 100, jitter_ms: 50, slice_bytes: 3 })
    client.socket.write('one two three four five')
    await clock.untilArmed()
    clock.advance(99)
    expect(server.text).toBe('')
    clock.advance(51)
    await server.until(({ text }) => text === 'one two three four five')
  })

  test('bandwidth: so many bytes a second and no more', async () => {
    const clock = new ManualClock()
    const { proxy, dial } = await scenery(clock)
    const { client, server } = await dial()
    proxy.setWeather('up', { bytes_per_second: 100 })
    client.socket.write('z'.repeat(100))
    await clock.untilArmed()
    for (let passed = 0; passed < 10; passed++) {
      expect(proxy.bytes.up).toBe(passed * 10)
      clock.advance(50)
      expect(proxy.bytes.up).toBe(passed * 10 + 5)
      clock.advance(50)
    }
    await server.until(({ text }) => text.length === 100)
  })

  test('sliced pieces arrive whole and in order, both ways', async () => {
    const { proxy, dial } = await scenery()
    const { client, server } = await dial()
    for (const direction of ['up', 'down'] as const) proxy.setWeather(direction, { slice_bytes: 7 })
    const text = Array.from({ length: 5_000 }, (_, index) => index).join(',')
    client.socket.write(text)
    server.socket.write(text)
    await Promise.all([client, server].map((end) => end.until((each) => each.text.length === text.length)))
    expect([client.text === text, server.text === text]).toEqual([true, true])
  })
})
