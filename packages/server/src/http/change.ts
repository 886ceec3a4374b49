// One bucket a person over all doors, so that REST is no way around the socket's limit.

import type { Chat } from '../domain/chat.ts'
import { DomainError } from '../domain/domain-error.ts'
import type { Clock } from '../domain/ports.ts'
import type { Verb } from '../domain/verb.ts'
import type { KeyedBuckets } from '../limits/token-bucket.ts'

/** Carries a change out, or throws `rate_limited` where this person makes too many. */
export type Change = <R>(user_id: string, verb: Verb<R>) => Promise<R>

export function changeWithin(chat: Chat, clock: Clock, buckets: KeyedBuckets): Change {
  return async (user_id, verb) => {
    const wait = buckets.take(user_id, clock.now())
    if (wait > 0) throw new DomainError('rate_limited', { retry_after_ms: wait })
    return chat.run(verb)
  }
}
