// Sign-in of the demo: a name for a short token, at this machine, or with the code that its screen shows.

import type { EndpointName } from '@jobline/protocol'
import { signToken } from '../auth/token-verifier.ts'
import type { Chat } from '../domain/chat.ts'
import { DomainError } from '../domain/domain-error.ts'
import type { Clock } from '../domain/ports.ts'
import { isLoopback } from '../http/caller.ts'
import type { Handlers } from '../http/handlers.ts'
import { networkOf } from '../limits/network-of.ts'
import type { KeyedBuckets } from '../limits/token-bucket.ts'
import { DEMO_PEOPLE } from './marketplace.ts'
import { isPairingCode } from './pairing-code.ts'

type DemoEndpoint = Extract<EndpointName, 'list_demo_people' | 'create_demo_token'>

/** Short, so that renewing a token is something the demo does all the time. */
const DEMO_TOKEN_LIFETIME_MS = 15 * 60_000

export interface DemoOptions {
  readonly chat: Chat
  readonly clock: Clock
  readonly secret: string
  readonly buckets: KeyedBuckets
  readonly pairing_code: string
}

export function demoHandlers({ chat, clock, secret, buckets, pairing_code }: DemoOptions): Handlers<DemoEndpoint> {
  return {
    list_demo_people: async () => ({
      body: { people: await Promise.all(DEMO_PEOPLE.map(async ({ id, role }) => ({ name: id, role, user: await chat.user(id) }))) },
    }),
    create_demo_token: async ({ params, body, address }) => {
      const wait = buckets.take(networkOf(address), clock.now())
      if (wait > 0) throw new DomainError('rate_limited', { retry_after_ms: wait })
      if (!isLoopback(address) && !isPairingCode(body.code, pairing_code)) throw new DomainError('demo_only')
      const person = DEMO_PEOPLE.find(({ id }) => id === params.name)
      if (!person) throw new DomainError('not_found')
      const now = clock.now()
      const token = await signToken({ secret, user_id: person.id, now, lifetime_ms: DEMO_TOKEN_LIFETIME_MS })
      return { body: { token, expires_at: now + DEMO_TOKEN_LIFETIME_MS, user: await chat.user(person.id) } }
    },
  }
}
