// Who asks in the authorization matrix, and of what: a secret conversation with one person left in it, people with a
// good token and no right to it, tokens that open nothing, and the verdict on an answer.

import type { Marketplace } from './marketplace.ts'
import { signToken, unsignedToken } from './sign-token.ts'

/** What a request speaks of. */
export interface Target {
  readonly conversation_id: string
  readonly message_id: string
  readonly user_id: string
  readonly job_id: string
}

export interface Reply {
  readonly status: number
  readonly text: string
}

export interface BadToken {
  readonly code: string
  readonly close: number
  readonly token: (cast: MatrixCast) => Promise<string | undefined> | string | undefined
}

export interface OpenConversation {
  readonly target: Target
  readonly worker_id: string
  readonly client_id: string
}

export interface MatrixCast {
  readonly market: Marketplace
  /** The conversation that nobody else may see, and the one who is still in it. */
  readonly secret: Target
  readonly member_id: string
  /** Another conversation, and somebody who is in that one. */
  readonly neighbours: Target
  readonly neighbour_id: string
  readonly ex_member_id: string
  /** In no conversation at all. */
  readonly outsider_id: string
}

/** Stands in everything that was said and named in the secret conversation. */
export const CANARY = 'canary-7f3a'

export const newId = () => crypto.randomUUID()

export const unknownTarget = (): Target => ({
  conversation_id: newId(),
  message_id: newId(),
  user_id: `nobody_${newId()}`,
  job_id: `no_job_${newId()}`,
})

export async function openConversation(market: Marketplace, title: string, text: string): Promise<OpenConversation> {
  const { conversation_id, worker_id, client_id, job_id } = await market.pair(title)
  const message_id = newId()
  const messages = `/api/conversations/${conversation_id}/messages/`
  await market.as(worker_id, 'POST', messages, { id: message_id, text })
  await market.as(client_id, 'POST', messages, { id: newId(), text })
  return { target: { conversation_id, message_id, user_id: worker_id, job_id }, worker_id, client_id }
}

export async function assembleCast(market: Marketplace): Promise<MatrixCast> {
  const first = await openConversation(market, `Job ${CANARY}`, `Text ${CANARY}`)
  await market.tell('DELETE', `/conversations/${first.target.conversation_id}/members/${first.client_id}/`)
  const second = await openConversation(market, 'Their own job', 'Their own words')
  return {
    market,
    secret: first.target,
    member_id: first.worker_id,
    ex_member_id: first.client_id,
    neighbours: second.target,
    neighbour_id: second.worker_id,
    outsider_id: await market.person('Otto'),
  }
}

const seconds = ({ market }: MatrixCast) => Math.floor(market.place.now() / 1_000)
const claims = (cast: MatrixCast) => ({ sub: cast.member_id, iat: seconds(cast), exp: seconds(cast) + 3_600 })

/** Tokens of the member that open nothing, each with the code that says why. */
export const BAD_TOKENS: Readonly<Record<string, BadToken>> = {
  'no token': { code: 'unauthorized', close: 4001, token: () => undefined },
  'bad signature': {
    code: 'unauthorized',
    close: 4001,
    token: (cast) => signToken(claims(cast), 'not the secret, but thirty-two bytes or more'),
  },
  'alg none': { code: 'unauthorized', close: 4001, token: (cast) => unsignedToken(claims(cast)) },
  expired: {
    code: 'token_expired',
    close: 4001,
    token: (cast) => cast.market.token(cast.member_id, { iat: seconds(cast) - 7_200, exp: seconds(cast) - 3_600 }),
  },
  revoked: {
    code: 'token_revoked',
    close: 4003,
    token: async ({ market, member_id }) => {
      const token = market.token(member_id, { jti: 'revoked-session' })
      await market.tell('POST', `/users/${member_id}/revoke/`, { jti: 'revoked-session' })
      return token
    },
  },
}

/** People with a good token and no right to the secret conversation. */
export const STRANGERS: Readonly<Record<string, (cast: MatrixCast) => string>> = {
  'other user': ({ outsider_id }) => outsider_id,
  'other conversation': ({ neighbour_id }) => neighbour_id,
  'ex-member': ({ ex_member_id }) => ex_member_id,
}

export const codeOf = (text: string): string | undefined => JSON.parse(text).code

/** What is wrong with this answer to somebody who must learn nothing; empty where all is well. */
export function complaints(kind: string, foreign: Reply, missing: Reply): string[] {
  const found: string[] = []
  if (foreign.text.includes(CANARY)) found.push('it tells what was said')
  if (kind !== 'object') return found
  if (foreign.status !== 404) found.push(`it answers ${foreign.status} and not 404`)
  if (foreign.status !== missing.status || foreign.text !== missing.text) found.push('foreign and unknown are told apart')
  return found
}
