// The connection as a pure machine: (state, event) → state and effects. It owns when to dial, when a token is
// asked for, when to give up; it must not know sockets, timers or frames. `connection.ts` runs the effects.

import { CLOSE, type ErrorCode } from '@jobline/protocol'
import { backoff } from './backoff.ts'

/**
 * Why a token is asked for. `start`: the first of this session. `expiring`: the one at hand is (nearly) past its time.
 * `refused`: the server did not take it, however fresh it looks.
 */
export type TokenReason = 'start' | 'expiring' | 'refused'

/** What a try carries along. */
interface Try {
  /** Failed tries since the last connection that lasted. */
  readonly attempt: number
  readonly want: TokenReason
  /** The server has refused a token and accepted none since: the next refusal signs out. */
  readonly refused: boolean
  /** Dials that brought nothing while REST answered, since the last socket that lasted. With BLOCKED_AFTER of them requests take over. */
  readonly blocked: number
}

/**
 *            start                    token                hello              synced
 *  idle ───────────▶ authorizing ───────────────▶ dialing ───────▶ syncing ─────────▶ live
 *                     ▲    │   ▲ closed 4001,       │                   │                 │
 *              due or │    │   └─────────────────────┤ closed,           │ closed          │ closed
 *                wake │    │     once                │ never open        │                 │
 *                     │    ▼ token failed            ▼                   │                 │
 *                    waiting ◀──── offline ────── probing ─▶ dialing by  │                 │
 *                     ▲                              │ 401,   requests,   │                 │
 *                     │                              │ once:  where REST  │                 │
 *                     │                              │ as     answers for │                 │
 *                     │                              │ 4001   a 2nd time  │                 │
 *                     └──────────────────────────────┴───────────────────┴─────────────────┘
 *
 *  By requests, syncing and live stand on them instead of a socket. A socket is tried beside them (`knock`) when live,
 *  every few minutes and on wake; one that is `reached` makes it dialing again, with the greeting at hand.
 *
 *  stopped: by `stop`, 4026, 403, 426.   signed_out: by 4003, a second refusal in a row, or no token for good.
 *  `start` leaves both.
 */
export type LinkState =
  | { readonly name: 'idle' }
  | { readonly name: 'stopped'; readonly error_code?: ErrorCode }
  | { readonly name: 'signed_out'; readonly error_code: ErrorCode }
  | ({ readonly name: 'waiting'; readonly retry_at: number; readonly error_code?: ErrorCode } & Try)
  | ({ readonly name: 'authorizing' } & Try)
  | ({ readonly name: 'dialing'; readonly since: number } & Try)
  | ({ readonly name: 'probing' } & Try)
  | Greeted

interface Greeted {
  readonly name: 'syncing' | 'live'
  readonly attempt: number
  readonly since: number
  readonly blocked: number
}

/** What a REST answer says of a dial that never opened, where the platform hides the status of the upgrade. */
export type ProbeResult = 'accepted' | 'refused' | 'revoked' | 'forbidden' | 'unsupported' | 'unreachable'

export type LinkEvent =
  | { readonly type: 'start' }
  | { readonly type: 'stop' }
  /** The network or the app came back, or the person asked. */
  | { readonly type: 'wake' }
  /** The waiting time is over. */
  | { readonly type: 'due' }
  | { readonly type: 'token' }
  | { readonly type: 'token_failed'; readonly final: boolean; readonly error_code: ErrorCode }
  | { readonly type: 'hello' }
  | { readonly type: 'synced' }
  /** A socket greeted beside the requests, or requests with a fresh token did (`polling`). */
  | { readonly type: 'reached'; readonly polling: boolean }
  /** `after_ms`: the server's own wish, from its `reconnect` frame. */
  | { readonly type: 'closed'; readonly code: number; readonly opened: boolean; readonly after_ms?: number }
  | { readonly type: 'probed'; readonly result: ProbeResult; readonly after_ms?: number }

/** `check`: make sure that the server is still reached. `knock`: try a socket beside the requests. The others are what entering a state asks for. */
export type LinkEffect = 'ask_token' | 'dial' | 'probe' | 'wait' | 'drop' | 'check' | 'knock'

export interface LinkStep {
  readonly state: LinkState
  readonly effects: readonly LinkEffect[]
}

/** A connection shorter than this does not reset the backoff: a server that greets and cuts is not hammered. */
export const LASTED_MS = 10_000
/** Where the backoff goes on after the server has cut for too many or broken frames: up to 16 s. */
const SLOW_ATTEMPT = 4
/** A dial older than this is started anew when the network comes back: it may have begun on the network that went. */
export const STALE_DIAL_MS = 5_000
/** So many dials without anything, and requests take over. */
const BLOCKED_AFTER = 2

/** The server has greeted: frames are taken. */
export const isGreeted = (state: LinkState): state is Greeted => state.name === 'syncing' || state.name === 'live'

/** Frames go in requests: no socket gets through. */
export const isPolling = (state: LinkState): boolean => 'blocked' in state && state.blocked === BLOCKED_AFTER

export function advanceLink(state: LinkState, event: LinkEvent, now: number, random: number): LinkStep {
  const stay: LinkStep = { state, effects: [] }
  const end = (name: 'stopped' | 'signed_out', error_code?: ErrorCode): LinkStep => ({
    state: { name, error_code } as LinkState,
    effects: ['drop'],
  })
  const carry = ({ attempt, want, refused, blocked }: Try): Try => ({ attempt, want, refused, blocked })
  const ask = (from: Try): LinkStep => ({ state: { name: 'authorizing', ...carry(from) }, effects: ['ask_token'] })
  const wait = (from: Try, after_ms?: number, error_code?: ErrorCode): LinkStep => {
    const retry_at = now + (after_ms ?? backoff(from.attempt, random))
    return { state: { name: 'waiting', ...carry(from), attempt: from.attempt + 1, retry_at, error_code }, effects: ['wait'] }
  }
  const dial = (from: Try): LinkStep => ({ state: { name: 'dialing', ...carry(from), want: 'expiring', since: now }, effects: ['dial'] })
  const refuse = (from: Try): LinkStep =>
    from.refused ? end('signed_out', 'unauthorized') : ask({ ...from, want: 'refused', refused: true })

  const isOpen = isGreeted(state)
  const polling = isPolling(state)

  switch (event.type) {
    case 'stop':
      return state.name === 'stopped' ? stay : end('stopped')
    case 'start':
      return state.name === 'idle' || state.name === 'stopped' || state.name === 'signed_out'
        ? ask({ attempt: 0, want: 'start', refused: false, blocked: 0 })
        : stay
    case 'wake':
      if (state.name === 'waiting') return ask(state)
      if (state.name === 'dialing' && now - state.since > STALE_DIAL_MS) return dial(state)
      return isOpen ? { state, effects: polling ? ['check', 'knock'] : ['check'] } : stay
    case 'due':
      if (state.name === 'waiting') return ask(state)
      return state.name === 'live' && polling ? { state, effects: ['knock', 'wait'] } : stay
    case 'token':
      return state.name === 'authorizing' ? dial(state) : stay
    case 'token_failed':
      if (state.name !== 'authorizing') return stay
      return event.final ? end('signed_out', event.error_code) : wait(state, undefined, event.error_code)
    case 'hello':
      return state.name === 'dialing'
        ? { state: { name: 'syncing', attempt: state.attempt, since: now, blocked: state.blocked }, effects: [] }
        : stay
    case 'synced':
      return state.name === 'syncing' ? { state: { ...state, name: 'live' }, effects: polling ? ['knock', 'wait'] : [] } : stay
    case 'reached':
      if (!isOpen || !polling) return stay
      return { state: dial({ ...state, want: 'expiring', refused: false, blocked: event.polling ? state.blocked : 0 }).state, effects: [] }
    case 'probed':
      if (state.name !== 'probing') return stay
      if (event.result === 'refused') return refuse(state)
      if (event.result === 'revoked') return end('signed_out', 'token_revoked')
      if (event.result === 'forbidden') return end('stopped', 'origin_refused')
      if (event.result === 'unsupported') return end('stopped', 'protocol_unsupported')
      if (event.result === 'accepted') {
        // Where requests brought nothing either, it is the socket's turn again.
        const from: Try = { ...state, blocked: polling ? 0 : state.blocked + 1 }
        return from.blocked === BLOCKED_AFTER ? dial(from) : wait(from, undefined, 'unavailable')
      }
      return wait(state, event.after_ms, 'unavailable')
    case 'closed': {
      if (state.name !== 'dialing' && !isOpen) return stay
      if (event.code === CLOSE.protocol_unsupported) return end('stopped', 'protocol_unsupported')
      if (event.code === CLOSE.revoked) return end('signed_out', 'token_revoked')
      if (state.name === 'dialing') {
        if (event.code === CLOSE.unauthorized) return refuse(state)
        if (event.opened) return wait(state, event.after_ms)
        return { state: { name: 'probing', ...carry(state) }, effects: ['probe'] }
      }
      const lasted = now - state.since >= LASTED_MS
      // "Too much" is not answered with a quick return.
      const least = event.code === CLOSE.rate_limited || event.code === CLOSE.too_large ? SLOW_ATTEMPT : 0
      const from: Try = {
        attempt: Math.max(least, lasted ? 0 : state.attempt),
        want: 'expiring',
        refused: false,
        blocked: lasted && !polling ? 0 : state.blocked,
      }
      if (event.code !== CLOSE.unauthorized) return wait(from, event.after_ms)
      // Greeted and then refused: its time was over. One that is refused right after the greeting waits its turn.
      const again: Try = { ...from, want: 'refused', refused: true }
      return lasted ? ask({ ...again, attempt: 0 }) : wait(again)
    }
  }
}
