// A middlebox between a client and a server on this machine that lets HTTP through and breaks every WebSocket upgrade in
// one of the ways that real ones do, until it is told to let them pass. Bytes of what passes are not changed.

import { createServer, connect as dial, type Server, type Socket } from 'node:net'

/**
 * What becomes of an upgrade. `strip`: its headers are taken away, so that the server answers an ordinary request.
 * `bad_gateway`, `bad_request`, `page`: the box answers itself. `hang`: nobody answers. `swallow`: the box accepts it and
 * lets nothing through. `pass`: it reaches the server.
 */
export type UpgradeFate = 'strip' | 'bad_gateway' | 'bad_request' | 'page' | 'hang' | 'swallow' | 'pass'

const PAGE = '<!doctype html><title>Blocked</title><p>This content is blocked by your organisation.</p>'
const answer = (status: string, type: string, body: string) =>
  `HTTP/1.1 ${status}\r\ncontent-type: ${type}\r\ncontent-length: ${Buffer.byteLength(body)}\r\nconnection: close\r\n\r\n${body}`

const ANSWERS: Partial<Record<UpgradeFate, string>> = {
  bad_gateway: answer('502 Bad Gateway', 'text/html', '<h1>502 Bad Gateway</h1>'),
  bad_request: answer('400 Bad Request', 'text/plain', 'Bad Request'),
  page: answer('200 OK', 'text/html', PAGE),
  swallow: 'HTTP/1.1 101 Switching Protocols\r\nupgrade: websocket\r\nconnection: Upgrade\r\n\r\n',
}

export class UpgradeBlockingProxy implements AsyncDisposable {
  upgrades: UpgradeFate = 'strip'
  /** Ordinary requests get the box's own page, as before a sign-in to the network. */
  is_captive = false
  /** Since the start. */
  readonly counts = { requests: 0, upgrades: 0, passed: 0 }
  readonly #port: number
  readonly #server: Server
  readonly #sockets = new Set<Socket>()

  /** `port`: of the server, on loopback. */
  static async start(port: number): Promise<UpgradeBlockingProxy> {
    const proxy = new UpgradeBlockingProxy(port)
    await new Promise<void>((resolve) => proxy.#server.listen(0, '127.0.0.1', resolve))
    return proxy
  }

  constructor(port: number) {
    this.#port = port
    this.#server = createServer((client) => this.#accept(client))
  }

  get url(): string {
    const address = this.#server.address()
    if (address === null || typeof address === 'string') throw new Error('unable to name the address; the proxy is not listening')
    return `http://127.0.0.1:${address.port}`
  }

  /** Ends every connection that is open; the next ones meet the fate that is set. */
  cut(): void {
    for (const socket of this.#sockets) socket.destroy()
  }

  async stop(): Promise<void> {
    const closed = new Promise<void>((resolve) => this.#server.close(() => resolve()))
    this.cut()
    await closed
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.stop()
  }

  #keep(socket: Socket): void {
    this.#sockets.add(socket)
    socket.on('close', () => this.#sockets.delete(socket))
    socket.on('error', () => socket.destroy())
  }

  /** One request each connection: `connection: close` is written into its head, so that every head is seen here. */
  #accept(client: Socket): void {
    this.#keep(client)
    let head = Buffer.alloc(0)
    const onData = (chunk: Buffer) => {
      head = Buffer.concat([head, chunk])
      const end = head.indexOf('\r\n\r\n')
      if (end < 0) return
      client.off('data', onData)
      client.pause()
      this.#decide(client, head.subarray(0, end).toString('latin1').split('\r\n'), head.subarray(end + 4))
    }
    client.on('data', onData)
  }

  #decide(client: Socket, lines: readonly string[], rest: Buffer): void {
    const is_upgrade = lines.some((line) => /^upgrade:\s*websocket/i.test(line))
    if (is_upgrade) this.counts.upgrades++
    else this.counts.requests++
    const fate = is_upgrade ? this.upgrades : 'pass'
    const own = this.is_captive ? ANSWERS.page : ANSWERS[fate]
    if (fate === 'hang') return void client.resume()
    if (own !== undefined) {
      client.resume()
      if (fate === 'swallow' && !this.is_captive) client.write(own)
      else client.end(own)
      return
    }
    const stays_open = is_upgrade && fate === 'pass'
    if (stays_open) this.counts.passed++
    const hop_by_hop = stays_open ? /^$/ : /^(upgrade|connection|sec-websocket-[a-z]+):/i
    const passed = [...lines.filter((line) => !hop_by_hop.test(line)), ...(stays_open ? [] : ['connection: close'])]
    const server = dial(this.#port, '127.0.0.1')
    this.#keep(server)
    server.on('close', () => client.end())
    client.on('close', () => server.destroy())
    server.write(`${passed.join('\r\n')}\r\n\r\n`)
    server.write(rest)
    client.pipe(server)
    server.pipe(client)
  }
}
