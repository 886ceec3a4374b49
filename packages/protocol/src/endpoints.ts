// Every REST endpoint: method, path, who may call it, what goes in and out, which errors are its own.
// The server builds its routes and its OpenAPI page from this table; a route outside it does not exist.
// Paths work with and without the last slash. Query values are strings on the wire; the server reads
// integers from them before it checks the schema.

import Type, { type Static, type TSchema } from 'typebox'
import {
  blockSchema,
  conversationSchema,
  conversationStatusSchema,
  externalIdSchema,
  jobSchema,
  memberStateSchema,
  messageSchema,
  reportReasonSchema,
  reportSchema,
  searchHitSchema,
  settingsSchema,
  timeSchema,
  userSchema,
  uuidSchema,
} from './entities.ts'
import type { ErrorCode } from './errors.ts'
import { catchUpPageFields, DOWN_SCHEMAS, type DownFrame, historyPageFields, syncPageFields } from './frames-down.ts'
import { catchUpFields, historyFields, memberStateFields, reactionFields, sendFields, syncFields } from './frames-up.ts'
import { MAX_PAGE_SIZE, MAX_POLL_FRAMES, MAX_REPORT_MESSAGES, MAX_REPORT_NOTE_LENGTH, MAX_SEARCH_LENGTH } from './limits.ts'

const optional = Type.Optional

/** `user`: a user's token. `service`: the integrator's key. `demo`: demo mode, loopback only. `public`: anybody. */
export type Audience = 'user' | 'service' | 'demo' | 'public'

export interface Endpoint {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'
  readonly path: string
  readonly audience: Audience
  readonly summary: string
  readonly params?: TSchema
  readonly query?: TSchema
  readonly body?: TSchema
  readonly result: TSchema
  /** Beside those that any endpoint can answer with (bad input, no token, limits, server trouble). */
  readonly errors: readonly ErrorCode[]
}

const conversationParams = Type.Object({ conversation_id: uuidSchema })
const messageParams = Type.Object({ message_id: uuidSchema })
const userParams = Type.Object({ user_id: externalIdSchema })
const jobParams = Type.Object({ job_id: externalIdSchema })
const messageResult = Type.Object({ message: messageSchema })
const stateResult = Type.Object({ state: memberStateSchema })
const conversationResult = Type.Object({ conversation: conversationSchema })
/** A broken one is answered by an error of its own, so the body takes anything; what comes back is a frame. */
const downFrameSchema = Type.Unsafe<DownFrame>(Type.Union(Object.values(DOWN_SCHEMAS)))
const settingsResult = Type.Object({ settings: settingsSchema })
const without = <T extends Type.TObject>(schema: T) => Type.Omit(schema, ['id'])

export const CONVERSATION_FILTERS = ['active', 'unread', 'archived', 'all'] as const
export type ConversationFilter = (typeof CONVERSATION_FILTERS)[number]

export const ENDPOINTS = {
  get_me: {
    method: 'GET', path: '/api/me/', audience: 'user',
    summary: 'Who the token speaks for.',
    result: Type.Object({ user: userSchema, epoch: Type.String(), now: timeSchema }), errors: [],
  },
  get_settings: {
    method: 'GET', path: '/api/me/settings/', audience: 'user',
    summary: 'What I let others see of me.', result: settingsResult, errors: [],
  },
  change_settings: {
    method: 'PATCH', path: '/api/me/settings/', audience: 'user',
    summary: 'Change what I let others see of me. A field that is left out stays.',
    body: Type.Partial(settingsSchema), result: settingsResult, errors: [],
  },
  list_blocks: {
    method: 'GET', path: '/api/blocks/', audience: 'user',
    summary: 'Whom I have blocked, the last one first.', result: Type.Object({ blocks: Type.Array(blockSchema) }), errors: [],
  },
  put_block: {
    method: 'PUT', path: '/api/blocks/{user_id}/', audience: 'user',
    summary: 'Block somebody I have a conversation with. They are not told.', params: userParams,
    result: Type.Object({ user_id: externalIdSchema, blocked_at: timeSchema }), errors: ['not_found'],
  },
  delete_block: {
    method: 'DELETE', path: '/api/blocks/{user_id}/', audience: 'user',
    summary: 'Unblock somebody.', params: userParams, result: Type.Object({}), errors: ['not_found'],
  },
  list_conversations: {
    method: 'GET', path: '/api/conversations/', audience: 'user',
    summary: 'My conversations, the last active first.',
    query: Type.Object({
      filter: optional(Type.Enum([...CONVERSATION_FILTERS])),
      cursor: optional(Type.String({ minLength: 1, maxLength: 256 })),
      limit: optional(Type.Integer({ minimum: 1, maximum: MAX_PAGE_SIZE })),
    }),
    result: Type.Object({ conversations: Type.Array(conversationSchema), next_cursor: optional(Type.String()) }), errors: [],
  },
  get_conversation: {
    method: 'GET', path: '/api/conversations/{conversation_id}/', audience: 'user',
    summary: 'One conversation.', params: conversationParams, result: conversationResult, errors: ['not_found'],
  },
  list_messages: {
    method: 'GET', path: '/api/conversations/{conversation_id}/messages/', audience: 'user',
    summary: 'A page of messages, ascending by seq: the newest, those before a seq, or those after one.',
    params: conversationParams, query: Type.Object(historyFields), result: Type.Object(historyPageFields), errors: ['not_found'],
  },
  send_message: {
    method: 'POST', path: '/api/conversations/{conversation_id}/messages/', audience: 'user',
    summary: 'Send. 201 when it was stored now, 200 with the row as it is now when it already was.',
    params: conversationParams, body: Type.Object(sendFields), result: messageResult,
    errors: ['not_found', 'text_empty', 'text_too_long', 'text_invalid', 'conversation_closed', 'blocked', 'message_deleted', 'id_conflict', 'out_of_order', 'storage_full'],
  },
  catch_up: {
    method: 'GET', path: '/api/conversations/{conversation_id}/changes/', audience: 'user',
    summary: 'What changed after a rev.',
    params: conversationParams, query: Type.Object(catchUpFields), result: Type.Object(catchUpPageFields), errors: ['not_found'],
  },
  set_member_state: {
    method: 'PATCH', path: '/api/conversations/{conversation_id}/state/', audience: 'user',
    summary: 'Archive, pin, mute, mark unread, keep a draft: for me alone.',
    params: conversationParams, body: Type.Object(memberStateFields), result: stateResult, errors: ['not_found'],
  },
  report_conversation: {
    method: 'POST', path: '/api/conversations/{conversation_id}/reports/', audience: 'user',
    summary: 'Tell the marketplace of the other person. They are not told. 201 when it was stored now, 200 when it already was.',
    params: conversationParams,
    body: Type.Object({
      id: uuidSchema,
      reason: reportReasonSchema,
      note: optional(Type.String({ minLength: 1, maxLength: MAX_REPORT_NOTE_LENGTH })),
      /** Of this conversation, each once. */
      message_ids: Type.Array(uuidSchema, { maxItems: MAX_REPORT_MESSAGES, uniqueItems: true }),
    }),
    result: Type.Object({ report_id: uuidSchema, created_at: timeSchema }), errors: ['not_found', 'text_invalid', 'id_conflict', 'storage_full'],
  },
  mark_delivered: {
    method: 'POST', path: '/api/conversations/{conversation_id}/delivered/', audience: 'user',
    summary: 'A device of mine has stored everything up to a seq.',
    params: conversationParams, body: Type.Object({ seq: Type.Integer({ minimum: 0 }) }), result: Type.Object({}), errors: ['not_found'],
  },
  mark_read: {
    method: 'POST', path: '/api/messages/{message_id}/read/', audience: 'user',
    summary: 'I have read everything up to and with this message.',
    params: messageParams, result: stateResult, errors: ['not_found'],
  },
  edit_message: {
    method: 'PATCH', path: '/api/messages/{message_id}/', audience: 'user',
    summary: 'Change the text of my own message.',
    params: messageParams, body: Type.Object({ text: Type.String() }), result: messageResult,
    errors: ['not_found', 'not_yours', 'not_editable', 'message_deleted', 'text_empty', 'text_too_long', 'text_invalid', 'conversation_closed', 'blocked'],
  },
  delete_message: {
    method: 'DELETE', path: '/api/messages/{message_id}/', audience: 'user',
    summary: 'Delete my own message for everybody. With conversation_id it also holds for an id not seen yet.',
    params: messageParams, query: Type.Object({ conversation_id: optional(uuidSchema) }), result: Type.Object({ message: optional(messageSchema) }),
    errors: ['not_found', 'not_yours'],
  },
  set_reaction: {
    method: 'PUT', path: '/api/messages/{message_id}/reactions/', audience: 'user',
    summary: 'Put my reaction on a message, or take it away.',
    params: messageParams, body: Type.Object(reactionFields), result: messageResult,
    errors: ['not_found', 'message_deleted', 'not_editable', 'too_many_reactions', 'conversation_closed', 'blocked'],
  },
  get_message: {
    method: 'GET', path: '/api/messages/{message_id}/', audience: 'user',
    summary: 'One message, as it is now.', params: messageParams, result: messageResult, errors: ['not_found'],
  },
  search_messages: {
    method: 'GET', path: '/api/search/', audience: 'user',
    summary: 'Messages of my conversations that hold every word, each perhaps as the beginning of a longer one, the newest first.',
    query: Type.Object({
      q: Type.String({ minLength: 1, maxLength: MAX_SEARCH_LENGTH }),
      conversation_id: optional(uuidSchema),
      cursor: optional(Type.String({ minLength: 1, maxLength: 256 })),
      limit: optional(Type.Integer({ minimum: 1, maximum: MAX_PAGE_SIZE })),
    }),
    result: Type.Object({ hits: Type.Array(searchHitSchema), next_cursor: optional(Type.String()) }), errors: ['not_found'],
  },
  sync: {
    method: 'GET', path: '/api/sync/', audience: 'user',
    summary: 'Which of my conversations changed since a cursor? For where no socket gets through.',
    query: Type.Object(syncFields), result: Type.Object(syncPageFields), errors: [],
  },
  exchange_frames: {
    method: 'POST', path: '/api/frames/', audience: 'user',
    summary: 'Frames as on the door of everything, with their answers: for where no socket gets through.',
    body: Type.Object({ frames: Type.Array(Type.Unknown(), { minItems: 1, maxItems: MAX_POLL_FRAMES }) }),
    result: Type.Object({ frames: Type.Array(downFrameSchema) }), errors: [],
  },

  put_user: {
    method: 'PUT', path: '/api/integration/users/{user_id}/', audience: 'service',
    summary: 'Create or update a person.', params: userParams, body: without(userSchema),
    result: Type.Object({ user: userSchema }), errors: [],
  },
  revoke_user: {
    method: 'POST', path: '/api/integration/users/{user_id}/revoke/', audience: 'service',
    summary: 'Refuse tokens of this person: those issued up to now, or one by its jti. Open sockets are cut.',
    params: userParams, body: Type.Object({ jti: optional(Type.String({ minLength: 1, maxLength: 128 })) }),
    result: Type.Object({ revoked_at: timeSchema }), errors: ['not_found'],
  },
  put_job: {
    method: 'PUT', path: '/api/integration/jobs/{job_id}/', audience: 'service',
    summary: 'Create or update a job. A version not greater than the stored one is ignored (applied: false).',
    params: jobParams, body: without(jobSchema), result: Type.Object({ job: jobSchema, applied: Type.Boolean() }), errors: [],
  },
  put_conversation: {
    method: 'PUT', path: '/api/integration/jobs/{job_id}/conversations/', audience: 'service',
    summary: 'Open the conversation of a worker and a client about a job, or find it.',
    params: jobParams, body: Type.Object({ worker_id: externalIdSchema, client_id: externalIdSchema }),
    result: Type.Object({ conversation_id: uuidSchema, created: Type.Boolean() }), errors: ['not_found'],
  },
  close_conversation: {
    method: 'POST', path: '/api/integration/conversations/{conversation_id}/close/', audience: 'service',
    summary: 'Nobody can write any more; everybody can read.', params: conversationParams,
    result: Type.Object({ conversation_id: uuidSchema, status: conversationStatusSchema }), errors: ['not_found'],
  },
  reopen_conversation: {
    method: 'POST', path: '/api/integration/conversations/{conversation_id}/reopen/', audience: 'service',
    summary: 'Members can write again.', params: conversationParams,
    result: Type.Object({ conversation_id: uuidSchema, status: conversationStatusSchema }), errors: ['not_found'],
  },
  remove_member: {
    method: 'DELETE', path: '/api/integration/conversations/{conversation_id}/members/{user_id}/', audience: 'service',
    summary: 'Take a person out: from this moment they see and receive nothing of it.',
    params: Type.Object({ conversation_id: uuidSchema, user_id: externalIdSchema }),
    result: Type.Object({ removed_at: timeSchema }), errors: ['not_found'],
  },

  list_reports: {
    method: 'GET', path: '/api/integration/reports/', audience: 'service',
    summary: 'What people reported, the oldest first. The last cursor that was told goes on where it stood, also days later.',
    query: Type.Object({
      cursor: optional(Type.String({ minLength: 1, maxLength: 256 })),
      limit: optional(Type.Integer({ minimum: 1, maximum: MAX_PAGE_SIZE })),
    }),
    result: Type.Object({ reports: Type.Array(reportSchema), next_cursor: optional(Type.String()) }), errors: [],
  },

  list_demo_people: {
    method: 'GET', path: '/api/demo/', audience: 'demo',
    summary: 'Who can be signed in as in the demo.',
    result: Type.Object({ people: Type.Array(Type.Object({ name: Type.String(), role: Type.String(), user: userSchema })) }), errors: ['demo_only'],
  },
  create_demo_token: {
    method: 'POST', path: '/api/demo/{name}/token/', audience: 'demo',
    summary: 'A short token for a person of the demo.', params: Type.Object({ name: Type.String({ pattern: '^[a-z0-9-]{1,64}$' }) }),
    /** From another machine: the code that the server printed when it started. */
    body: Type.Object({ code: optional(Type.String({ minLength: 1, maxLength: 32 })) }),
    result: Type.Object({ token: Type.String(), expires_at: timeSchema, user: userSchema }), errors: ['demo_only', 'not_found'],
  },

  health: { method: 'GET', path: '/healthz', audience: 'public', summary: 'The process is alive.', result: Type.Object({ status: Type.String() }), errors: [] },
  ready: { method: 'GET', path: '/readyz', audience: 'public', summary: 'It takes requests: 200, or 503 while starting, draining or unable to store.', result: Type.Object({ status: Type.String() }), errors: ['unavailable'] },
  metrics: { method: 'GET', path: '/metrics', audience: 'service', summary: 'Prometheus text; on loopback without a key.', result: Type.String(), errors: [] },
  openapi: { method: 'GET', path: '/api/openapi.json', audience: 'public', summary: 'This table as OpenAPI 3.1.', result: Type.Unknown(), errors: [] },
} as const satisfies Record<string, Endpoint>

export type EndpointName = keyof typeof ENDPOINTS
type SchemaOf<N extends EndpointName, K extends 'params' | 'query' | 'body' | 'result'> = (typeof ENDPOINTS)[N] extends { readonly [P in K]: infer S extends TSchema }
  ? Static<S>
  : undefined
export type EndpointParams<N extends EndpointName> = SchemaOf<N, 'params'>
export type EndpointQuery<N extends EndpointName> = SchemaOf<N, 'query'>
export type EndpointBody<N extends EndpointName> = SchemaOf<N, 'body'>
export type EndpointResult<N extends EndpointName> = SchemaOf<N, 'result'>
