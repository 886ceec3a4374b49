// What a signed-in person may look up: messages by their words, one message by its id. Searching costs more than other questions, so it
// has a rate of its own beside theirs.

import type { EndpointName } from '@jobline/protocol'
import type { Chat } from '../domain/chat.ts'
import { DomainError } from '../domain/domain-error.ts'
import type { Clock } from '../domain/ports.ts'
import type { Search } from '../domain/search/search.ts'
import type { KeyedBuckets } from '../limits/token-bucket.ts'
import type { Handlers } from './handlers.ts'

type SearchEndpoint = Extract<EndpointName, 'search_messages' | 'get_message'>

export interface SearchHandlersOptions {
  readonly chat: Chat
  readonly search: Search
  readonly clock: Clock
  /** Searches of one person. */
  readonly buckets: KeyedBuckets
}

export function searchHandlers({ chat, search, clock, buckets }: SearchHandlersOptions): Handlers<SearchEndpoint> {
  return {
    search_messages: async ({ user_id, query }) => {
      const wait = buckets.take(user_id, clock.now())
      if (wait > 0) throw new DomainError('rate_limited', { retry_after_ms: wait })
      return { body: await search.messages(user_id, query) }
    },
    get_message: async ({ user_id, params }) => ({ body: { message: await chat.message(user_id, params.message_id) } }),
  }
}
