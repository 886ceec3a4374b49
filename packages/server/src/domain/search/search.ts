// Searching messages, rules SEARCH-*: which of mine answer a question, the newest first. The store narrows them down by keys; whether one
// is an answer, to this person, is decided here on the text as this person sees it. A page costs a bounded amount of work: a question that
// would cost more gets a shorter page and a cursor to go on from.

import { type EndpointResult, PAGE_SIZE, type SearchHit } from '@jobline/protocol'
import type { Store } from '../../store/store.ts'
import { DomainError } from '../domain-error.ts'
import type { Ports } from '../ports.ts'
import { presentMessage } from '../present.ts'
import { keyOf } from './search-keys.ts'
import { isAnswer, questionOf, wordsOf } from './search-words.ts'
import { snippetOf } from './snippet.ts'

/** Rows that the store is asked for at once; between two such questions others get their turn. */
const STEP_SIZE = 100
/** What a page may cost, in characters read; each row and each step counts as some. */
const PAGE_COST = 100_000
const ROW_COST = 100
const STEP_COST = 5_000

export interface SearchQuery {
  readonly q: string
  readonly conversation_id?: string | undefined
  readonly cursor?: string | undefined
  readonly limit?: number | undefined
}

export class Search {
  readonly #store: Store
  readonly #ports: Pick<Ports, 'afterInput'>

  constructor(store: Store, ports: Pick<Ports, 'afterInput'>) {
    this.#store = store
    this.#ports = ports
  }

  async messages(
    user_id: string,
    { q, conversation_id, cursor, limit = PAGE_SIZE }: SearchQuery,
  ): Promise<EndpointResult<'search_messages'>> {
    let before = cursor === undefined ? undefined : this.#parseCursor(cursor)
    if (conversation_id !== undefined && !(await this.#store.isMember(user_id, conversation_id))) throw new DomainError('not_found')
    const asked = questionOf(q)
    if (asked.length === 0) return { hits: [] }
    const keys = asked.flatMap((word) => keyOf(word) ?? [])
    const hits: SearchHit[] = []
    let size: number | undefined
    for (let spent = 0; spent < PAGE_COST; ) {
      if (spent > 0) await new Promise<void>((resolve) => this.#ports.afterInput(resolve))
      const step = await this.#store.searchMessages(user_id, { keys, conversation_id, before, size, limit: STEP_SIZE })
      spent += STEP_COST
      before = step.next
      size = step.size
      for (const [index, { place, message: row }] of step.rows.entries()) {
        spent += ROW_COST + (row.text?.length ?? 0)
        const message = presentMessage(row, user_id)
        const words = wordsOf(message.text ?? '')
        if (message.text !== undefined && isAnswer(words, asked)) hits.push({ message, parts: snippetOf(message.text, words, asked) })
        if (hits.length < limit && spent < PAGE_COST) continue
        if (index < step.rows.length - 1) before = place
        break
      }
      if (before === undefined || hits.length === limit) break
    }
    return before === undefined ? { hits } : { hits, next_cursor: `${this.#store.epoch}.${before}` }
  }

  #parseCursor(cursor: string): number {
    const [epoch, place, ...rest] = cursor.split('.')
    const known = epoch === this.#store.epoch && rest.length === 0 && place !== undefined && /^\d{1,15}$/.test(place)
    if (!known) throw new DomainError('bad_request', { path: '/cursor' })
    return Number(place)
  }
}
