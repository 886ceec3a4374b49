// Who may do what by every frame, on both doors and in requests: the matrix of authorization-matrix.test.ts for frames.
// Each frame has a row, each row is sent by everybody who must get nothing, foreign and unknown must answer alike, a
// request answers what a socket does, and at the end the people inside have noticed nothing.

import { afterAll, beforeAll, describe, expect, test } from 'bun:test'
import type { UpType } from '@jobline/protocol'
import { UP_SCHEMAS } from '@jobline/protocol/schemas'
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
import { type Frame, WireSocket } from './wire-socket.ts'

interface FrameRow {
  /** object: names something of somebody. list: tells only what is mine. silent: no answer to anybody. self: about the socket alone. */
  readonly kind: 'object' | 'list' | 'silent' | 'self'
  readonly frame: (target: Target) => Readonly<Record<string, unknown>>
}

const FRAME_ROWS: Record<UpType, FrameRow> = {
  hello: { kind: 'self', frame: () => ({ protocol: 1 }) },
  auth: { kind: 'self', frame: () => ({ token: 'none' }) },
  ping: { kind: 'self', frame: () => ({}) },
  chat_message: { kind: 'object', frame: ({ conversation_id }) => ({ conversation_id, id: newId(), text: 'Let me in' }) },
  message_edit: { kind: 'object', frame: ({ message_id }) => ({ message_id, text: 'Changed' }) },
  message_delete: { kind: 'object', frame: ({ message_id }) => ({ message_id }) },
  reaction: { kind: 'object', frame: ({ message_id }) => ({ message_id, emoji: '👍', active: true }) },
  typing: { kind: 'silent', frame: ({ conversation_id }) => ({ conversation_id, is_typing: true }) },
  read_receipt: { kind: 'object', frame: ({ conversation_id }) => ({ conversation_id, seq: 1 }) },
  delivery_receipt: { kind: 'object', frame: ({ conversation_id }) => ({ conversation_id, seq: 1 }) },
  member_state: { kind: 'object', frame: ({ conversation_id }) => ({ conversation_id, archived: true }) },
  presence_watch: { kind: 'list', frame: ({ user_id }) => ({ user_ids: [user_id] }) },
  sync: { kind: 'list', frame: () => ({}) },
  catch_up: { kind: 'object', frame: ({ conversation_id }) => ({ conversation_id, after_rev: 0 }) },
  history: { kind: 'object', frame: ({ conversation_id }) => ({ conversation_id }) },
}

/** Further ways of naming somebody else's things, each with something of one's own beside it. */
const MIXED_FRAMES: Record<string, (foreign: Target, mine: Target) => Readonly<Record<string, unknown>>> = {
  'a receipt by the id of a foreign message': ({ message_id }) => ({ type: 'read_receipt', message_id }),
  'a receipt in my conversation by the id of a foreign message': ({ message_id }, { conversation_id }) => ({
    type: 'read_receipt',
    conversation_id,
    message_id,
  }),
  'a reply to a foreign message': ({ message_id }, { conversation_id }) => ({
    type: 'chat_message',
    conversation_id,
    id: newId(),
    text: 'Hm',
    reply_to_id: message_id,
  }),
  'a message after a foreign one': ({ message_id }, { conversation_id }) => ({
    type: 'chat_message',
    conversation_id,
    id: newId(),
    text: 'Hm',
    after_id: message_id,
  }),
  'deleting a foreign message as one of my conversation': ({ message_id }, { conversation_id }) => ({
    type: 'message_delete',
    conversation_id,
    message_id,
  }),
}

const TYPES = Object.keys(FRAME_ROWS) as UpType[]
const OBJECTS = TYPES.filter((type) => FRAME_ROWS[type].kind === 'object')

let booted: BootedPlace
let cast: MatrixCast
let inside: WireSocket[]

beforeAll(async () => {
  booted = await bootPlace()
  cast = await assembleCast(booted.market)
  inside = [await cast.market.socket(cast.member_id), await cast.market.socket(cast.member_id, cast.secret.conversation_id)]
})
afterAll(() => booted.stop())

const frameOf = (type: UpType, target: Target) => ({ type, ...FRAME_ROWS[type].frame(target) })

/** The frames that come as the answer, as text, without what the asker chose; `error` counts as its status. */
async function askSocket(
  socket: WireSocket,
  kind: FrameRow['kind'],
  frame: Readonly<Record<string, unknown>>,
  hide: readonly string[] = [],
): Promise<Reply> {
  const answers: Frame[] = []
  if (kind === 'silent' || kind === 'self') {
    socket.send(frame)
  } else if (frame.type === 'presence_watch') {
    socket.send(frame)
    answers.push(await socket.next({ type: 'presence' }))
  } else {
    answers.push(frame.type === 'chat_message' ? await socket.say(frame) : await socket.ask(frame))
  }
  await socket.alive()
  // Presence on the door of a conversation comes unasked (PRESENCE-4).
  return replyOf([...answers, ...socket.unread.filter(({ type }) => type !== 'presence')], hide)
}

/** The same frame in a request. */
async function askByRequest(user_id: string, frame: Readonly<Record<string, unknown>>, hide: readonly string[] = []): Promise<Reply> {
  const { status, body } = await cast.market.as(user_id, 'POST', '/api/frames/', { frames: [frame] })
  expect(status).toBe(200)
  return replyOf(body.frames, hide)
}

function replyOf(frames: readonly Frame[], hide: readonly string[]): Reply {
  // A greeting and the answer to a ping tell nothing of anybody.
  const answers = frames.filter(({ type }) => type !== 'hello' && type !== 'pong')
  const text = JSON.stringify(answers.map(({ ref: _ref, id: _id, ...rest }) => rest))
  const status = answers.some(({ code }) => code === 'not_found') ? 404 : answers.some(({ type }) => type === 'error') ? 400 : 200
  return { status, text: hide.reduce((shown, word) => shown.replaceAll(word, '…'), text) }
}

describe('G6: the matrix is complete', () => {
  test('every frame has a row', () => {
    expect([...TYPES].sort()).toEqual(Object.keys(UP_SCHEMAS).sort() as UpType[])
  })
})

describe('G6 AUTH-1 AUTH-3 AUTH-4 AUTH-8: a token that is no good sends no frame', () => {
  describe.each(Object.keys(BAD_TOKENS))('%s', (column) => {
    test.each(TYPES)('%s', async (type) => {
      const { code, close, token: makeToken } = BAD_TOKENS[column]!
      const token = await makeToken(cast)
      for (const door of [cast.market.door, cast.market.doorOf(cast.secret.conversation_id)]) {
        const socket = await WireSocket.open(door, token === undefined ? {} : { protocols: ['jobline.v1', `jobline.token.${token}`] })
        socket.send(frameOf(type, cast.secret))
        // A hello is taken from anybody, and tells nothing.
        if (token === undefined && type === 'hello') socket.send({ type: 'ping' })
        expect(await socket.next({ type: 'error' })).toMatchObject({ code })
        expect((await socket.closed).code).toBe(close)
        expect(socket.texts.map((text) => JSON.parse(text).type)).toEqual(['error'])
      }
    })
  })
})

describe('G6 ERR-7: a stranger gets nothing, and cannot tell foreign from unknown', () => {
  describe.each(Object.keys(STRANGERS))('%s', (column) => {
    test.each(TYPES.filter((type) => type !== 'auth'))('%s on the door of everything', async (type) => {
      const { kind } = FRAME_ROWS[type]
      const socket = await cast.market.socket(STRANGERS[column]!(cast))
      const nobody = unknownTarget()
      const foreign = await askSocket(socket, kind, frameOf(type, cast.secret), [cast.secret.user_id])
      const missing = await askSocket(socket, kind, frameOf(type, nobody), [nobody.user_id])
      expect(complaints(kind, foreign, missing)).toEqual([])
      if (kind !== 'list' || type === 'presence_watch') expect(foreign).toEqual(missing)
      if (kind === 'silent') expect(JSON.parse(foreign.text)).toEqual([])
      await socket.close()
    })

    test.each(TYPES.filter((type) => type !== 'auth'))('POLL-1: %s in a request is answered as on a socket', async (type) => {
      const { kind } = FRAME_ROWS[type]
      const user_id = STRANGERS[column]!(cast)
      const socket = await cast.market.socket(user_id)
      const nobody = unknownTarget()
      const foreign = await askByRequest(user_id, frameOf(type, cast.secret), [cast.secret.user_id])
      const missing = await askByRequest(user_id, frameOf(type, nobody), [nobody.user_id])
      expect(complaints(kind, foreign, missing)).toEqual([])
      expect(foreign).toEqual(await askSocket(socket, kind, frameOf(type, cast.secret), [cast.secret.user_id]))
      if (kind !== 'list' || type === 'presence_watch') expect(foreign).toEqual(missing)
      await socket.close()
    })

    test('CONN-8: the door of the conversation is as shut as that of an unknown one', async () => {
      const token = cast.market.token(STRANGERS[column]!(cast))
      const knock = async (conversation_id: string, byFrame: boolean) => {
        const socket = await WireSocket.open(cast.market.doorOf(conversation_id), byFrame ? {} : { token })
        if (byFrame) socket.send({ type: 'auth', token })
        return { ...(await socket.closed), texts: socket.texts }
      }
      for (const byFrame of [false, true]) {
        const [foreign, missing] = [await knock(cast.secret.conversation_id, byFrame), await knock(newId(), byFrame)]
        expect(foreign).toEqual(missing)
        expect([foreign.code, foreign.texts.map((text) => codeOf(text))]).toEqual([4004, ['not_found']])
      }
    })

    test('AUTH-6: their token does not take over a live socket', async () => {
      const socket = await cast.market.socket(cast.member_id)
      socket.send({ type: 'auth', token: cast.market.token(STRANGERS[column]!(cast)) })
      expect(await socket.next({ type: 'error' })).toMatchObject({ code: 'unauthorized' })
      expect((await socket.closed).code).toBe(4001)
    })
  })

  test.each(OBJECTS)('CONN-6: %s does not reach through the door of another conversation', async (type) => {
    const { secret, neighbours, neighbour_id, market } = cast
    const ask = async (target: Target) => {
      const socket = await market.socket(neighbour_id, neighbours.conversation_id)
      const reply = await askSocket(socket, 'object', frameOf(type, target))
      await socket.close()
      return reply
    }
    expect(await ask(secret)).toEqual(await ask(unknownTarget()))
  })

  test.each(Object.keys(MIXED_FRAMES))('%s is as good as an unknown one', async (name) => {
    const { secret, neighbours, neighbour_id, market } = cast
    for (const conversation_id of [undefined, neighbours.conversation_id]) {
      const socket = await market.socket(neighbour_id, conversation_id)
      const ask = (target: Target) => askSocket(socket, 'object', MIXED_FRAMES[name]!(target, neighbours))
      const [foreign, missing] = [await ask(secret), await ask(unknownTarget())]
      expect(foreign).toEqual(missing)
      if (conversation_id === undefined) expect(await askByRequest(neighbour_id, MIXED_FRAMES[name]!(secret, neighbours))).toEqual(foreign)
      await socket.close()
    }
  })
})

test('G6: those inside have noticed nothing of all this', async () => {
  for (const socket of inside) {
    await socket.alive()
    expect(socket.unread.filter(({ type }) => type !== 'presence')).toEqual([])
  }
  const path = `/api/conversations/${cast.secret.conversation_id}/messages/`
  const { body } = await cast.market.as(cast.member_id, 'GET', path)
  expect(body.messages.filter((row: Frame) => row.kind !== 'system').map((row: Frame) => row.text)).toEqual([
    `Text ${CANARY}`,
    `Text ${CANARY}`,
  ])
})

describe('control: the matrix goes red for somebody who is let in', () => {
  test.each(OBJECTS)('%s', async (type) => {
    const { target, worker_id } = await openConversation(cast.market, `Open ${CANARY}`, `Open ${CANARY}`)
    const socket = await cast.market.socket(worker_id)
    const answer = await askSocket(socket, 'object', frameOf(type, target))
    expect(complaints('object', answer, await askSocket(socket, 'object', frameOf(type, unknownTarget())))).not.toEqual([])
    await socket.close()
    const fresh = await openConversation(cast.market, `Open ${CANARY}`, `Open ${CANARY}`)
    const by_request = await askByRequest(fresh.worker_id, frameOf(type, fresh.target))
    expect(complaints('object', by_request, await askByRequest(fresh.worker_id, frameOf(type, unknownTarget())))).not.toEqual([])
  })
})
