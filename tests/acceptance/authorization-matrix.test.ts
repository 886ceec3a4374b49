// Who may do what at every endpoint, generated: each has a row here, and each row is asked by everybody who must get
// nothing. What is foreign and what does not exist must answer alike, to the byte. The last tests turn the matrix on
// people who may, and it must go red. The frames are in authorization-frames.test.ts.

import { afterAll, beforeAll, describe, expect, test } from 'bun:test'
import { ENDPOINTS, type Endpoint, type EndpointName } from '@jobline/protocol/schemas'
import { type BootedPlace, bootPlace } from './boot-place.ts'
import {
  assembleCast,
  BAD_TOKENS,
  CANARY,
  codeOf,
  complaints,
  type MatrixCast,
  newId,
  openConversation,
  type Reply,
  STRANGERS,
  type Target,
  unknownTarget,
} from './matrix-cast.ts'

interface EndpointRow {
  /** object: names something of somebody. list: tells only what is mine. */
  readonly kind: 'object' | 'list' | 'service' | 'demo' | 'public'
  readonly query?: (target: Target) => string
  readonly body?: (target: Target) => unknown
}

const ENDPOINT_ROWS: Record<EndpointName, EndpointRow> = {
  get_me: { kind: 'list' },
  get_settings: { kind: 'list' },
  change_settings: { kind: 'list', body: () => ({ read_receipts: true }) },
  list_blocks: { kind: 'list' },
  put_block: { kind: 'object' },
  delete_block: { kind: 'object' },
  list_conversations: { kind: 'list', query: () => '?filter=all' },
  get_conversation: { kind: 'object' },
  list_messages: { kind: 'object' },
  send_message: { kind: 'object', body: () => ({ id: newId(), text: 'Let me in' }) },
  catch_up: { kind: 'object', query: () => '?after_rev=0' },
  set_member_state: { kind: 'object', body: () => ({ archived: true }) },
  report_conversation: { kind: 'object', body: ({ message_id }) => ({ id: newId(), reason: 'spam', message_ids: [message_id] }) },
  mark_delivered: { kind: 'object', body: () => ({ seq: 1 }) },
  mark_read: { kind: 'object' },
  edit_message: { kind: 'object', body: () => ({ text: 'Changed' }) },
  delete_message: { kind: 'object' },
  set_reaction: { kind: 'object', body: () => ({ emoji: '👍', active: true }) },
  get_message: { kind: 'object' },
  search_messages: { kind: 'list', query: () => `?q=${CANARY}` },
  sync: { kind: 'list' },
  // What the frames inside may do is in authorization-frames.test.ts.
  exchange_frames: { kind: 'list', body: ({ conversation_id }) => ({ frames: [{ type: 'history', conversation_id }, { type: 'sync' }] }) },
  put_user: { kind: 'service', body: () => ({ name: 'Maria Santos' }) },
  revoke_user: { kind: 'service', body: () => ({ jti: 'of-nobody' }) },
  put_job: { kind: 'service', body: () => ({ version: 1, title: 'Paint', status: 'open' }) },
  put_conversation: { kind: 'service', body: ({ user_id }) => ({ worker_id: user_id, client_id: `${user_id}_2` }) },
  close_conversation: { kind: 'service' },
  reopen_conversation: { kind: 'service' },
  remove_member: { kind: 'service' },
  list_reports: { kind: 'service' },
  list_demo_people: { kind: 'demo' },
  create_demo_token: { kind: 'demo' },
  health: { kind: 'public' },
  ready: { kind: 'public' },
  metrics: { kind: 'public' },
  openapi: { kind: 'public' },
}

const NAMES = Object.keys(ENDPOINT_ROWS) as EndpointName[]
const OBJECTS = NAMES.filter((name) => ENDPOINT_ROWS[name].kind === 'object')
const OF_USERS = NAMES.filter((name) => ['object', 'list'].includes(ENDPOINT_ROWS[name].kind))
const SERVICE_OBJECTS = ['revoke_user', 'put_conversation', 'close_conversation', 'reopen_conversation', 'remove_member'] as const

let booted: BootedPlace
let cast: MatrixCast

beforeAll(async () => {
  booted = await bootPlace()
  cast = await assembleCast(booted.market)
})
afterAll(() => booted.stop())

async function call(name: EndpointName, target: Target, token: string | undefined): Promise<Reply> {
  const { method, path }: Endpoint = ENDPOINTS[name]
  const row = ENDPOINT_ROWS[name]
  const params: Record<string, string> = { ...target, name: 'maria' }
  const address = path.replaceAll(/\{(\w+)\}/g, (_, key: string) => encodeURIComponent(params[key]!)) + (row.query?.(target) ?? '')
  const body = row.body?.(target)
  const { status, text } = await cast.market.request(method, address, { token, body })
  return { status, text }
}

describe('G6: the matrix is complete', () => {
  test('every endpoint has a row of its audience', () => {
    expect([...NAMES].sort()).toEqual(Object.keys(ENDPOINTS).sort() as EndpointName[])
    for (const [name, { audience, params }] of Object.entries(ENDPOINTS as Record<string, Endpoint>)) {
      const { kind } = ENDPOINT_ROWS[name as EndpointName]
      const expected = audience !== 'user' ? audience : params ? 'object' : 'list'
      // Metrics are open on loopback, which is where these tests are.
      expect({ name, kind }).toEqual({ name, kind: name === 'metrics' ? 'public' : expected })
    }
  })

  test('REST-3: the server has no endpoint outside the table', async () => {
    const { body } = await cast.market.request('GET', '/api/openapi.json')
    const served = Object.entries(body.paths as Record<string, object>).flatMap(([path, methods]) =>
      Object.keys(methods).map((method) => `${method.toUpperCase()} ${path}`),
    )
    expect(served.sort()).toEqual(
      Object.values(ENDPOINTS)
        .map(({ method, path }) => `${method} ${path}`)
        .sort(),
    )

    const prefixes = new Set(
      Object.values(ENDPOINTS).flatMap(({ path }) =>
        path
          .replace(/\/$/, '')
          .split('/')
          .map((_, index, parts) => parts.slice(0, index + 1).join('/')),
      ),
    )
    const table = new Set(Object.values(ENDPOINTS).map(({ method, path }) => `${method} ${path.replace(/\/$/, '')}`))
    for (const prefix of prefixes) {
      if (!prefix.startsWith('/api')) continue
      const address = prefix.replaceAll(/\{\w+\}/g, newId())
      for (const method of ['GET', 'POST', 'PUT', 'PATCH', 'DELETE']) {
        if (table.has(`${method} ${prefix}`)) continue
        const { status } = await cast.market.request(method, address, { token: cast.market.token(cast.member_id) })
        expect({ method, prefix, refused: status === 404 || status === 405 }).toEqual({ method, prefix, refused: true })
      }
    }
    for (const path of [
      '/api',
      '/api/admin',
      '/api/users',
      '/api/messages',
      '/debug',
      '/.env',
      '/api/conversations/../integration/users/x',
      '/ws',
      '/ws/chat',
    ]) {
      for (const method of ['GET', 'POST', 'PUT', 'DELETE']) {
        const { status } = await cast.market.request(method, path, { token: cast.market.token(cast.member_id) })
        expect({ method, path, served: status < 400 }).toEqual({ method, path, served: false })
      }
    }
  })
})

describe('G6 AUTH-1 AUTH-2 AUTH-3 AUTH-8 INT-1: a token that is no good opens nothing', () => {
  describe.each(Object.keys(BAD_TOKENS))('%s', (column) => {
    test.each(NAMES)('%s', async (name) => {
      const { code, token } = BAD_TOKENS[column]!
      const { kind } = ENDPOINT_ROWS[name]
      const { status, text } = await call(name, cast.secret, await token(cast))
      expect(text).not.toContain(CANARY)
      if (kind === 'public') return expect(status).toBe(200)
      if (kind === 'demo') return expect([status, codeOf(text)]).toEqual([403, 'demo_only'])
      // To the integrator's API no token of a user is better than another.
      expect([status, codeOf(text)]).toEqual([401, kind === 'service' ? 'unauthorized' : code])
    })
  })
})

describe('G6 ERR-7: a stranger gets nothing, and cannot tell foreign from unknown', () => {
  describe.each(Object.keys(STRANGERS))('%s', (column) => {
    test.each(NAMES)('%s', async (name) => {
      const { kind } = ENDPOINT_ROWS[name]
      const token = cast.market.token(STRANGERS[column]!(cast))
      const foreign = await call(name, cast.secret, token)
      const missing = await call(name, unknownTarget(), token)
      expect(complaints(kind, foreign, missing)).toEqual([])
      if (kind === 'service') expect([foreign.status, codeOf(foreign.text)]).toEqual([401, 'unauthorized'])
      if (kind === 'demo') expect([foreign.status, codeOf(foreign.text)]).toEqual([403, 'demo_only'])
      if (kind === 'list' || kind === 'public') expect(foreign.status).toBe(200)
    })
  })

  test('EDIT-5: nor by deleting it as one of a conversation of their own', async () => {
    const remove = async (message_id: string) => {
      const path = `/api/messages/${message_id}/?conversation_id=${cast.neighbours.conversation_id}`
      const { status, text } = await cast.market.as(cast.neighbour_id, 'DELETE', path)
      return { status, text }
    }
    expect(await remove(cast.secret.message_id)).toEqual(await remove(newId()))
  })
})

describe('G6 ERR-7 AUTH-10: unknown ids and the wrong door', () => {
  test.each(OBJECTS)('%s answers not_found to a person who asks for what does not exist', async (name) => {
    const { status, text } = await call(name, unknownTarget(), cast.market.token(cast.member_id))
    expect([status, codeOf(text)]).toEqual([404, 'not_found'])
  })

  test.each([...SERVICE_OBJECTS])('%s answers not_found to the marketplace that asks for what does not exist', async (name) => {
    const { status, text } = await call(name, unknownTarget(), cast.market.place.service_key)
    expect([status, codeOf(text)]).toEqual([404, 'not_found'])
  })

  test.each(OF_USERS)('%s is not opened by the service key', async (name) => {
    const { status, text } = await call(name, cast.secret, cast.market.place.service_key)
    expect([status, codeOf(text)]).toEqual([401, 'unauthorized'])
  })
})

test('G6: all that asking changed nothing', async () => {
  const path = `/api/conversations/${cast.secret.conversation_id}/`
  const look = async () => {
    const [conversation, messages] = [
      await cast.market.as(cast.member_id, 'GET', path),
      await cast.market.as(cast.member_id, 'GET', `${path}messages/`),
    ]
    return conversation.text + messages.text
  }
  const before = await look()
  for (const column of Object.keys(STRANGERS)) {
    for (const name of NAMES) await call(name, cast.secret, cast.market.token(STRANGERS[column]!(cast)))
  }
  expect(await look()).toBe(before)
  expect(before).toContain(CANARY)
})

describe('control: the matrix goes red for somebody who is let in', () => {
  test.each(OBJECTS)('%s', async (name) => {
    const { target, worker_id } = await openConversation(cast.market, `Open ${CANARY}`, `Open ${CANARY}`)
    const token = cast.market.token(worker_id)
    const answer = await call(name, target, token)
    expect(complaints('object', answer, await call(name, unknownTarget(), token))).not.toEqual([])
  })

  test.each(['list_conversations', 'search_messages', 'sync', 'exchange_frames'] as const)('%s', async (name) => {
    const answer = await call(name, cast.secret, cast.market.token(cast.member_id))
    expect(complaints('list', answer, answer)).toEqual(['it tells what was said'])
  })
})
