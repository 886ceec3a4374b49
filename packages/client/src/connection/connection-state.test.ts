import { describe, expect, test } from 'bun:test'
import { CLOSE } from '@jobline/protocol'
import { advanceLink, isPolling, LASTED_MS, type LinkEvent, type LinkState } from './connection-state.ts'

const NOW = 1_000_000
const aTry = { attempt: 2, want: 'expiring', refused: false, blocked: 0 } as const
const states: Record<string, LinkState> = {
  idle: { name: 'idle' },
  stopped: { name: 'stopped' },
  signed_out: { name: 'signed_out', error_code: 'unauthorized' },
  waiting: { name: 'waiting', retry_at: NOW + 500, ...aTry },
  authorizing: { name: 'authorizing', ...aTry },
  dialing: { name: 'dialing', since: NOW, ...aTry },
  old_dialing: { name: 'dialing', since: NOW - 6_000, ...aTry },
  dialing_again: { name: 'dialing', since: NOW, ...aTry, refused: true },
  probing: { name: 'probing', ...aTry },
  probing_again: { name: 'probing', ...aTry, refused: true },
  syncing: { name: 'syncing', attempt: 2, since: NOW - 100, blocked: 0 },
  live: { name: 'live', attempt: 2, since: NOW - 100, blocked: 0 },
  lasting: { name: 'live', attempt: 2, since: NOW - LASTED_MS, blocked: 0 },
  probing_blocked: { name: 'probing', ...aTry, blocked: 1 },
  dialing_polling: { name: 'dialing', since: NOW, ...aTry, blocked: 2 },
  probing_polling: { name: 'probing', ...aTry, blocked: 2 },
  waiting_polling: { name: 'waiting', retry_at: NOW + 500, ...aTry, blocked: 2 },
  syncing_polling: { name: 'syncing', attempt: 2, since: NOW - 100, blocked: 2 },
  polling: { name: 'live', attempt: 2, since: NOW - 100, blocked: 2 },
  lasting_polling: { name: 'live', attempt: 2, since: NOW - LASTED_MS, blocked: 2 },
}
const events: Record<string, LinkEvent> = {
  start: { type: 'start' },
  stop: { type: 'stop' },
  wake: { type: 'wake' },
  due: { type: 'due' },
  token: { type: 'token' },
  token_failed: { type: 'token_failed', final: false, error_code: 'unavailable' },
  token_refused: { type: 'token_failed', final: true, error_code: 'unauthorized' },
  hello: { type: 'hello' },
  synced: { type: 'synced' },
  reached: { type: 'reached', polling: false },
  reached_polling: { type: 'reached', polling: true },
  never_open: { type: 'closed', code: 1006, opened: false },
  cut: { type: 'closed', code: 1006, opened: true },
  draining: { type: 'closed', code: CLOSE.going_away, opened: true, after_ms: 7_000 },
  unauthorized: { type: 'closed', code: CLOSE.unauthorized, opened: true },
  revoked: { type: 'closed', code: CLOSE.revoked, opened: true },
  unsupported: { type: 'closed', code: CLOSE.protocol_unsupported, opened: true },
  probed_accepted: { type: 'probed', result: 'accepted' },
  probed_refused: { type: 'probed', result: 'refused' },
  probed_revoked: { type: 'probed', result: 'revoked' },
  probed_forbidden: { type: 'probed', result: 'forbidden' },
  probed_unsupported: { type: 'probed', result: 'unsupported' },
  probed_unreachable: { type: 'probed', result: 'unreachable', after_ms: 9_000 },
}

// Every pair: state and effects after it. What is not named stays as it is, without effects.
const ASK = 'authorizing ask_token'
const WAIT = 'waiting wait'
const OUT = 'signed_out drop'
const STOP = 'stopped drop'
const open = {
  stop: STOP,
  wake: 'check',
  cut: WAIT,
  never_open: WAIT,
  draining: WAIT,
  unauthorized: 'waiting wait',
  revoked: OUT,
  unsupported: STOP,
}
const dialing = {
  stop: STOP,
  hello: 'syncing',
  never_open: 'probing probe',
  cut: WAIT,
  draining: WAIT,
  unauthorized: ASK,
  revoked: OUT,
  unsupported: STOP,
}
const probing = {
  stop: STOP,
  probed_accepted: WAIT,
  probed_refused: ASK,
  probed_revoked: OUT,
  probed_forbidden: STOP,
  probed_unsupported: STOP,
  probed_unreachable: WAIT,
}
const polling = { ...open, wake: 'check knock', reached: 'dialing', reached_polling: 'dialing' }
const expected: Record<keyof typeof states, Partial<Record<keyof typeof events, string>>> = {
  idle: { start: ASK, stop: STOP },
  stopped: { start: ASK },
  signed_out: { start: ASK, stop: STOP },
  waiting: { stop: STOP, wake: ASK, due: ASK },
  authorizing: { stop: STOP, token: 'dialing dial', token_failed: WAIT, token_refused: OUT },
  dialing,
  old_dialing: { ...dialing, wake: 'dialing dial' },
  dialing_again: { ...dialing, unauthorized: OUT },
  probing,
  probing_again: { ...probing, probed_refused: OUT },
  syncing: { ...open, synced: 'live' },
  live: open,
  lasting: { ...open, unauthorized: ASK },
  probing_blocked: { ...probing, probed_accepted: 'dialing dial' },
  dialing_polling: dialing,
  probing_polling: probing,
  waiting_polling: { stop: STOP, wake: ASK, due: ASK },
  syncing_polling: { ...polling, synced: 'live knock wait' },
  polling: { ...polling, due: 'knock wait' },
  lasting_polling: { ...polling, due: 'knock wait', unauthorized: ASK },
}

describe('every state and every event', () => {
  for (const [state_name, state] of Object.entries(states)) {
    test(state_name, () => {
      for (const [event_name, event] of Object.entries(events)) {
        const step = advanceLink(state, event, NOW, 0.5)
        const told = [step.state === state ? undefined : step.state.name, ...step.effects].filter(Boolean).join(' ')
        expect(`${event_name}: ${told}`).toBe(`${event_name}: ${expected[state_name]?.[event_name] ?? ''}`)
      }
    })
  }
})

describe('what a try carries along', () => {
  const after = (state: LinkState | undefined, ...names: string[]) =>
    names.reduce((at, name) => advanceLink(at, events[name] as LinkEvent, NOW, 0.5).state, state as LinkState)

  test('WS-3 each failure in a row makes the ceiling higher, and a connection that lasted starts again', () => {
    expect(after(states.dialing, 'cut')).toMatchObject({ attempt: 3, retry_at: NOW + 2_000 })
    expect(after(states.live, 'cut')).toMatchObject({ attempt: 3, retry_at: NOW + 2_000 })
    expect(after(states.lasting, 'cut')).toMatchObject({ attempt: 1, retry_at: NOW + 500 })
  })
  test('LIMIT-4 a client that was cut for too much comes back slowly', () => {
    const cut = advanceLink(states.lasting as LinkState, { type: 'closed', code: CLOSE.rate_limited, opened: true }, NOW, 0.5)
    expect(cut.state).toMatchObject({ attempt: 5, retry_at: NOW + 8_000 })
  })
  test('CONN-11 the server’s own delay is kept to the millisecond', () => {
    expect(after(states.lasting, 'draining')).toMatchObject({ retry_at: NOW + 7_000 })
    expect(after(states.probing, 'probed_unreachable')).toMatchObject({ retry_at: NOW + 9_000 })
  })
  test('AUTH-3 after a refusal a really fresh token is asked for, also when that failed once', () => {
    expect(after(states.dialing, 'unauthorized')).toMatchObject({ want: 'refused', refused: true })
    expect(after(states.dialing, 'unauthorized', 'token_failed', 'due')).toMatchObject({ want: 'refused', refused: true })
  })
  test('AUTH-3 the fresh one is used until it is accepted or refused, whatever the network does', () => {
    const cut = after(states.dialing, 'unauthorized', 'token', 'cut')
    expect(cut).toMatchObject({ want: 'expiring', refused: true })
    expect(after(cut, 'due', 'token', 'unauthorized')).toMatchObject({ name: 'signed_out' })
    expect(after(cut, 'due', 'token', 'hello', 'cut')).toMatchObject({ refused: false })
  })
  test('POLL-9 requests take over after two dials that brought nothing while REST answered, and not before', () => {
    const once = after(states.dialing, 'never_open', 'probed_accepted')
    expect([once.name, isPolling(once)]).toEqual(['waiting', false])
    const twice = after(once, 'due', 'token', 'never_open', 'probed_accepted')
    expect([twice.name, isPolling(twice)]).toEqual(['dialing', true])
    expect(isPolling(after(twice, 'hello', 'synced', 'cut', 'due', 'token'))).toBe(true)
    // A network that is not there says nothing about sockets.
    expect(isPolling(after(states.dialing, 'never_open', 'probed_unreachable', 'due', 'token', 'never_open', 'probed_accepted'))).toBe(
      false,
    )
  })
  test('POLL-9 a socket that lasted starts the count again, one that was cut at once does not', () => {
    const live = { name: 'live', attempt: 0, since: NOW - 100, blocked: 1 } as const
    expect(after(live, 'cut')).toMatchObject({ blocked: 1 })
    expect(after({ ...live, since: NOW - LASTED_MS }, 'cut')).toMatchObject({ blocked: 0 })
    expect(after(states.lasting_polling, 'cut')).toMatchObject({ blocked: 2 })
    expect(after(states.lasting_polling, 'unauthorized')).toMatchObject({ blocked: 2 })
  })
  test('POLL-9 a socket that greets takes over; requests with a fresh token stay requests', () => {
    expect(after(states.polling, 'reached', 'hello')).toEqual({ name: 'syncing', attempt: 2, since: NOW, blocked: 0 })
    expect(isPolling(after(states.polling, 'reached_polling', 'hello'))).toBe(true)
  })
  test('requests that bring nothing either make room for the socket', () => {
    expect(after(states.probing_polling, 'probed_accepted')).toMatchObject({ name: 'waiting', blocked: 0 })
    expect(after(states.probing_polling, 'probed_unreachable')).toMatchObject({ blocked: 2 })
  })
})
