// Runs the connection machine: dials, greets, keeps the token fresh, judges the heartbeat, pairs answers with
// requests, corrects the clock. It owns the one socket, or the requests in its place; it must not know conversations, caches or screens.
// Rules: WS-1 to WS-5.

import { CLOSE, type DownFrame, POLL_IDLE_INTERVAL_MS, POLL_INTERVAL_MS, PROTOCOL_VERSION, type UpFrame } from '@jobline/protocol'
import { ask, errorOf, type Http, probeToken, unavailable } from '../api/rest.ts'
import { ChatError } from '../chat-client.ts'
import { advanceLink, isGreeted, isPolling, type LinkEffect, type LinkEvent, type LinkState, type TokenReason } from './connection-state.ts'
import { createHeartbeat } from './heartbeat.ts'
import { createPollingTransport } from './polling-transport.ts'
import type { AppState, Cancel, Clock, Network, Random } from './ports.ts'
import { readFrame } from './read-frame.ts'
import type { Socket, Transport } from './transport.ts'

/** From dial to hello. Long enough for the slowest network that still carries a chat. */
export const HANDSHAKE_MS = 20_000
/** A request without an answer on a socket that is alive otherwise. */
export const ANSWER_MS = 60_000
const TOKEN_MS = 30_000
/** Between two tries of a socket beside requests. */
export const KNOCK_MS = 180_000
/** What a header can carry (RFC 6750). An error page that came in a token's place is not one. */
const TOKEN_TEXT = /^[\w.~+/=-]+$/
/** A token is renewed this long before its end, or at three quarters of a shorter life. */
const RENEW_BEFORE_MS = 60_000
const LEAST_RENEWAL_MS = 2_000

export interface ConnectionOptions {
  /** Origin of the server, `http(s)://host[:port]`. */
  readonly url: string
  readonly client: string
  /** Read at every greeting; may be empty. */
  deviceId(): string
  getToken(reason: TokenReason): Promise<string>
  readonly transport: Transport
  readonly http: Http
  readonly clock: Clock
  readonly random: Random
  readonly network?: Network
  readonly appState?: AppState
  /** Greeted: frames may be sent, and everything announced from now on arrives. */
  onHello(frame: DownFrame<'hello'>): void
  onFrame(frame: DownFrame): void
  /** Nothing is announced over requests: ask what has changed. Settles when that is known or cannot be. */
  onPoll(): Promise<void>
  /** The greeted socket is gone; all requests have been rejected. */
  onGone(): void
  onChange(): void
}

type Request = UpFrame & { ref?: string }

export interface Connection {
  state(): LinkState
  /** By the device's clock. */
  lastLiveAt(): number | undefined
  /** true between hello and the end of the socket. */
  isOpen(): boolean
  send(frame: UpFrame): boolean
  /** Sends with a `ref` and waits for its answer. Rejects with ChatError: the error frame's, or `unavailable` where none came. */
  request(frame: Request): Promise<DownFrame>
  /** Asks the REST API. Rejects as `request` does. */
  ask(method: string, path: string, body?: object): Promise<unknown>
  /** The server's time as far as this device can tell, in ms. */
  now(): number
  /** The correction behind `now`, to be kept for the next cold start. */
  clockOffset(): number
  setClockOffset(ms: number): void
  start(): void
  stop(): void
  wake(): void
  synced(): void
  /** The token is somebody else's: as if the server had revoked it. */
  refuse(): void
}

export function createConnection(options: ConnectionOptions): Connection {
  const { clock, transport } = options
  let state: LinkState = { name: 'idle' }
  let socket: Socket | undefined
  /** Dialled beside requests; takes their place when it greets. */
  let spare: Socket | undefined
  /** Something came in since the dial. */
  let opened = false
  let token: { readonly text: string; readonly expires_at?: number } | undefined
  let reconnect_after: number | undefined
  let clock_offset = 0
  let timer: Cancel | undefined
  let renewal: Cancel | undefined
  let pace: Cancel | undefined
  let life = 0
  let last_live_at: number | undefined
  let next_ref = 0
  const requests = new Map<string, (answer: DownFrame | ChatError) => void>()

  const polling = createPollingTransport(options.http)
  const isActive = () => options.appState?.isActive() ?? true
  const isOpen = () => isGreeted(state)
  const now = () => Math.max(0, Math.round(clock.now() + clock_offset))
  const heartbeat = createHeartbeat({
    clock,
    isActive,
    isBusy: () => requests.size > 0,
    buffered: () => socket?.buffered() ?? 0,
    ping: () => write({ type: 'ping' }),
    dead: () => lost(1006),
  })

  function dispatch(event: LinkEvent): void {
    const before = state
    const step = advanceLink(state, event, clock.now(), options.random.next())
    state = step.state
    if (state !== before) {
      timer?.()
      // On the way in and on the way out: while it lasts the state says it.
      if (before.name === 'live' || state.name === 'live') last_live_at = clock.now()
      if (isGreeted(before) && !isOpen()) {
        hangUp()
        options.onGone()
      }
    }
    for (const effect of step.effects) run(effect)
    if (state !== before) options.onChange()
  }

  function run(effect: LinkEffect): void {
    if (effect === 'dial') dial()
    else if (effect === 'drop') {
      timer?.()
      hangUp()
    } else if (effect === 'check') isPolling(state) ? poll() : heartbeat.check()
    else if (effect === 'knock') knock(false)
    else if (effect === 'wait') {
      timer?.()
      timer = clock.after(state.name === 'waiting' ? state.retry_at - clock.now() : KNOCK_MS, () => dispatch({ type: 'due' }))
    } else if (effect === 'ask_token' && state.name === 'authorizing') void askToken(state.want)
    else if (effect === 'probe' && token) {
      const asked = state
      void probeToken(options.http, options.url, token.text).then((probe) => {
        if (state === asked) dispatch({ type: 'probed', ...probe })
      })
    }
  }

  function hangUp(): void {
    heartbeat.stop()
    pace?.()
    renewal?.()
    socket?.close()
    spare?.close()
    socket = spare = undefined
    for (const [ref] of requests) settle(ref, unavailable())
  }

  /** A token that was accepted before is used again until its time is nearly over. */
  async function askToken(want: TokenReason): Promise<void> {
    const asked = state
    if (want === 'expiring' && token && (token.expires_at === undefined || token.expires_at - now() > 2_000)) {
      dispatch({ type: 'token' })
      return
    }
    try {
      const text = await fetchToken(token ? want : 'start')
      if (state !== asked) return
      token = { text }
      dispatch({ type: 'token' })
    } catch (error) {
      if (state !== asked) return
      const final = error instanceof ChatError && !error.retryable
      dispatch({ type: 'token_failed', final, error_code: final ? error.code : 'unavailable' })
    }
  }

  function fetchToken(reason: TokenReason): Promise<string> {
    return new Promise((resolve, reject) => {
      const fail = () => reject(unavailable())
      const cancel = clock.after(TOKEN_MS, fail)
      const taken = (text: string) => (TOKEN_TEXT.test(text) ? resolve(text) : fail())
      options.getToken(reason).then(taken, reject).finally(cancel)
    })
  }

  function dial(): void {
    hangUp()
    opened = false
    reconnect_after = undefined
    timer?.()
    timer = clock.after(HANDSHAKE_MS, () => lost(1006))
    try {
      socket = open(isPolling(state))
    } catch {
      // A URL that the platform refuses to dial: the same as a network that does.
      lost(1006)
    }
  }

  function open(by_requests: boolean): Socket {
    const { url } = options
    const address = by_requests ? `${url}/api/frames/` : `${url.replace(/^http/, 'ws')}/ws/`
    const mine = (by_requests ? polling : transport).dial(address, token?.text ?? '', {
      opened() {
        const device_id = options.deviceId() || undefined
        mine.send(JSON.stringify({ type: 'hello', protocol: PROTOCOL_VERSION, client: options.client, device_id }))
      },
      received(text) {
        if (mine === spare && readFrame(text)?.type === 'hello') {
          spare = undefined
          dispatch({ type: 'reached', polling: by_requests })
          socket = mine
        }
        if (mine === socket) receive(text)
      },
      closed(code) {
        if (mine === socket) lost(code)
      },
    })
    return mine
  }

  /** Tries a socket, or requests with a fresh token, beside what there is. */
  function knock(by_requests: boolean): void {
    spare?.close()
    try {
      spare = open(by_requests)
    } catch {
      spare = undefined
    }
  }

  /** Requests are a heartbeat of their own: one that fails ends them. */
  function poll(): void {
    const polled = socket
    void options.onPoll().then(() => socket === polled && rest())
  }
  function rest(): void {
    pace?.()
    pace = clock.after(isActive() ? POLL_INTERVAL_MS : POLL_IDLE_INTERVAL_MS, poll)
  }

  function lost(code: number): void {
    socket?.close()
    socket = undefined
    dispatch({ type: 'closed', code, opened, after_ms: reconnect_after })
  }

  function receive(text: string): void {
    heartbeat.heard()
    opened = true
    const frame = readFrame(text)
    if (!frame) return
    if (frame.type === 'hello') greeted(frame)
    else if (frame.type === 'pong') clock_offset = frame.now - clock.now()
    else if (frame.type === 'reconnect') reconnect_after = frame.after_ms
    else if (frame.type === 'ack' && frame.expires_at) renewAt(frame.expires_at)
    else if (frame.type === 'error' && frame.code === 'protocol_unsupported') lost(CLOSE.protocol_unsupported)
    else {
      const { ref = '' } = frame as { ref?: string }
      if (requests.has(ref)) settle(ref, frame.type === 'error' ? errorOf(frame) : frame)
      else options.onFrame(frame)
    }
  }

  function greeted(frame: DownFrame<'hello'>): void {
    clock_offset = frame.now - clock.now()
    renewAt(frame.expires_at)
    if (state.name !== 'dialing') return
    if (isPolling(state)) rest()
    else heartbeat.start(clock.now() - state.since)
    dispatch({ type: 'hello' })
    if (isOpen()) options.onHello(frame)
  }

  function renewAt(expires_at: number): void {
    if (token) token = { text: token.text, expires_at }
    renewal?.()
    life = Math.max(0, expires_at - now())
    const before = Math.min(RENEW_BEFORE_MS, life / 4)
    // Timers hold 31 bits: a token that lives longer is renewed sooner than it needs.
    const delay = Math.min(expires_at - before - now(), 0x7fffffff)
    // Never at once: by a clock that was set ahead every new token is over, too, until the next answer corrects it.
    renewal = clock.after(Math.max(delay, LEAST_RENEWAL_MS), () => void renew(expires_at))
  }

  async function renew(expires_at: number): Promise<void> {
    const renewed = socket
    try {
      const text = await fetchToken('expiring')
      if (socket !== renewed || !isOpen()) return
      token = { text }
      if (isPolling(state)) knock(true)
      else write({ type: 'auth', token: text })
      // As long as the last one, until the answer says it.
      renewAt(now() + life)
    } catch {
      // Again while the old one lasts; after that the server cuts and the machine asks.
      if (socket === renewed && isOpen() && expires_at > now()) renewal = clock.after(1_000 + life / 20, () => void renew(expires_at))
    }
  }

  function write(frame: UpFrame): void {
    heartbeat.sent()
    socket?.send(JSON.stringify(frame))
  }

  function settle(ref: string, answer: DownFrame | ChatError): void {
    const answered = requests.get(ref)
    requests.delete(ref)
    answered?.(answer)
  }

  const subscriptions = [
    // Going offline is only a reason to look: devices say so while their sockets still carry.
    options.network?.subscribe((online) => (online || isOpen()) && dispatch({ type: 'wake' })),
    options.appState?.subscribe((active) => active && dispatch({ type: 'wake' })),
  ]

  return {
    state: () => state,
    lastLiveAt: () => last_live_at,
    isOpen,
    send(frame) {
      if (isOpen()) write(frame)
      return isOpen()
    },
    request(frame) {
      return new Promise((resolve, reject) => {
        if (!isOpen()) return reject(unavailable())
        const ref = `r${++next_ref}`
        const cancel = clock.after(ANSWER_MS, () => settle(ref, unavailable()))
        requests.set(ref, (answer) => {
          cancel()
          if (answer instanceof ChatError) reject(answer)
          else resolve(answer)
        })
        write({ ...frame, ref } as UpFrame)
      })
    },
    async ask(method, path, body) {
      if (!isOpen() || !token) throw unavailable()
      return ask(options.http, method, options.url + path, token.text, body)
    },
    now,
    clockOffset: () => clock_offset,
    setClockOffset(ms) {
      clock_offset = ms
    },
    start: () => dispatch({ type: 'start' }),
    stop() {
      dispatch({ type: 'stop' })
      for (const end of subscriptions) end?.()
    },
    wake: () => dispatch({ type: 'wake' }),
    synced: () => dispatch({ type: 'synced' }),
    refuse: () => dispatch({ type: 'closed', code: CLOSE.revoked, opened: true }),
  }
}
