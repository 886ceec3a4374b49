// Finds conversations and messages. People and jobs are matched here, over all conversations; messages by the server, or,
// while that cannot be reached, among those that this device keeps. Owns the wait for the next key and whose answer counts:
// an older question's is dropped. It works while somebody is subscribed. Rule: CV-5.

import { type ErrorCode, MAX_SEARCH_LENGTH, type Message, PAGE_SIZE } from '@jobline/protocol'
import { type ChatClient, ChatError } from '../chat-client.ts'
import { backoff } from '../connection/backoff.ts'
import { systemClock } from '../connection/platform-ports.ts'
import type { Cancel } from '../connection/ports.ts'
import { createView, sameArray, sameFields } from '../views/create-view.ts'
import type { ConversationItem } from '../views/view.ts'
import { type Scan, scanDevice } from './scan-device.ts'
import type { ConversationHit, MessageHit, Part, Search, SearchOptions, SearchSnapshot } from './search.ts'
import { fits, partsOf, snippetOf, wordsOf } from './words.ts'

/** From the last key until the server is asked. */
export const REST_MS = 250
/** Pages without a hit, one after the other. */
const PAGES_AT_ONCE = 5

interface Found {
  readonly message: Message
  readonly parts: readonly Part[]
}
interface Answer {
  readonly hits: readonly Found[]
  readonly next_cursor?: string
}

export function createSearch(client: ChatClient, { conversation_id }: SearchOptions = {}): Search {
  const { inside } = client
  const clock = inside?.clock ?? systemClock
  let query = ''
  let words: readonly string[] = []
  let state: SearchSnapshot['state'] = 'idle'
  let source: SearchSnapshot['source'] = 'server'
  let error_code: ErrorCode | undefined
  let found: readonly Found[] = []
  let cursor: string | undefined
  let scan: Scan | undefined
  /** Of the question whose answer counts. */
  let round = 0
  let failures = 0
  let timer: Cancel | undefined
  let loading: Promise<void> | undefined
  let is_closed = false
  const memo = new WeakMap<object, { words: readonly string[]; conversation: ConversationItem; hit?: ConversationHit | MessageHit }>()

  const isReachable = () => ['syncing', 'live'].includes(client.connection.getSnapshot().state)

  const view = createView<SearchSnapshot>({
    compute: (before) =>
      sameFields<SearchSnapshot>(before, {
        query,
        state,
        source,
        conversations: sameArray(before?.conversations, conversationHits()),
        messages: sameArray(before?.messages, found.flatMap(messageHit)),
        more: scan ? scan.more() : cursor !== undefined,
        error_code,
      }),
    onWatched() {
      const list = client.conversations('all')
      const ends = [list.subscribe(view.changed), client.connection.subscribe(connectionChanged)]
      const tap = (_ids: ReadonlySet<string>, messages: readonly Message[]) => follow(messages)
      inside?.taps.add(tap)
      view.changed()
      // Begun anew where it was left.
      if (state === 'searching') look()
      else connectionChanged()
      return () => {
        for (const end of ends) end()
        inside?.taps.delete(tap)
        timer?.()
      }
    },
  })

  /** The same object for the same row and words; also that a row does not fit is looked up once. */
  function kept<T extends ConversationHit | MessageHit>(of: object, conversation: ConversationItem, make: () => T | undefined) {
    const known = memo.get(of)
    if (known && known.words === words && known.conversation === conversation) return known.hit as T | undefined
    const hit = make()
    memo.set(of, { words, conversation, hit })
    return hit
  }
  function conversationHits(): readonly ConversationHit[] {
    if (words.length === 0 || conversation_id !== undefined) return []
    const { items } = client.conversations('all').getSnapshot()
    return items.flatMap((conversation) => kept(conversation, conversation, () => conversationHit(conversation)) ?? [])
  }
  function conversationHit(conversation: ConversationItem): ConversationHit | undefined {
    const others = conversation.members.filter(({ user_id }) => user_id !== client.user_id).map(({ name }) => name)
    const { title } = conversation.job
    if (!fits([title, ...others], words)) return undefined
    const fitting = others.filter((name) => partsOf(name, words).some(({ hit }) => hit))
    const name = fitting.length > 0 ? fitting.join(', ') : (others[0] ?? '')
    return { conversation, parts: { title: partsOf(title, words), name: partsOf(name, words) } }
  }
  /** Of a conversation that this device does not know (yet) nothing can be opened. */
  function messageHit(hit: Found): MessageHit | readonly MessageHit[] {
    const conversation = client.conversation(hit.message.conversation_id).getSnapshot()
    return (conversation && kept(hit, conversation, () => ({ ...hit, conversation }))) ?? []
  }

  /** What was edited or deleted since it was found. */
  function follow(messages: readonly Message[]): void {
    const next = found.flatMap((hit) => {
      const { message } = hit
      const newer = messages.find(({ id, rev }) => id === message.id && rev > message.rev)
      if (!newer) return [hit]
      if (newer.text === message.text) return [{ ...hit, message: newer }]
      return newer.text !== undefined && fits([newer.text], words) ? [{ message: newer, parts: snippetOf(newer.text, words) }] : []
    })
    if (sameArray(found, next) === found) return
    found = next
    view.changed()
  }

  function connectionChanged(): void {
    if (isReachable() && words.length > 0 && state !== 'searching' && (source === 'device' || state === 'failed')) look()
  }

  /** Asks anew; what is shown stays until the answer comes. */
  function look(wait_ms = 0): void {
    timer?.()
    const mine = ++round
    state = 'searching'
    view.changed()
    const begin = () => void lookNow(mine)
    if (wait_ms > 0) timer = clock.after(wait_ms, begin)
    else begin()
  }

  async function lookNow(mine: number): Promise<void> {
    let failure: unknown
    if (isReachable()) {
      try {
        const answer = await askServer()
        if (mine === round) show({ hits: answer.hits, next: answer.next_cursor, from: 'server' })
        failures = 0
        return
      } catch (error) {
        failure = error
      }
      if (mine !== round) return
    }
    const { code = 'unavailable', retryable = true } = (failure ?? {}) as Partial<ChatError>
    if (!retryable || !inside) {
      state = 'failed'
      error_code = code
      view.changed()
      return
    }
    const scanning = scanDevice(inside, words, conversation_id, () => mine !== round)
    const messages = await scanning.next(PAGE_SIZE)
    if (!messages || mine !== round) return
    show({ hits: messages.map(asFound), scanning, from: 'device' })
    // It is there and does not answer: a change of the connection will not tell when it does.
    if (failure && isReachable() && view.isWatched()) {
      const wait_ms = (failure instanceof ChatError ? failure.retry_after_ms : undefined) ?? 2_000 + backoff(failures++, 1)
      timer = clock.after(wait_ms, connectionChanged)
    }
  }

  /** A page may hold none and still not be the last: the server bounds what one costs it. */
  async function askServer(from?: string): Promise<Answer> {
    const q = [...query.trim()].slice(0, MAX_SEARCH_LENGTH).join('')
    let page: Answer = { hits: [], next_cursor: from }
    for (let asked = 0; asked === 0 || (asked < PAGES_AT_ONCE && page.hits.length === 0 && page.next_cursor); asked++) {
      const pairs = Object.entries({ q, conversation_id, cursor: page.next_cursor }).filter(([, value]) => value !== undefined)
      const search = pairs.map(([key, value = '']) => `${key}=${encodeURIComponent(value)}`).join('&')
      page = await client.request<Answer>('GET', `/api/search/?${search}`)
    }
    return page
  }
  const asFound = (message: Message): Found => ({ message, parts: snippetOf(message.text ?? '', words) })

  interface Shown {
    readonly hits: readonly Found[]
    readonly next?: string
    readonly scanning?: Scan
    readonly from: SearchSnapshot['source']
    readonly state?: SearchSnapshot['state']
  }
  function show(answer: Shown): void {
    found = answer.hits
    cursor = answer.next
    scan = answer.scanning
    source = answer.from
    state = answer.state ?? 'done'
    error_code = undefined
    view.changed()
  }

  async function load(): Promise<void> {
    const mine = round
    try {
      const more = scan ? ((await scan.next(PAGE_SIZE)) ?? []).map(asFound) : await askServer(cursor)
      if (mine !== round) return
      const hits = 'hits' in more ? more.hits : more
      if ('hits' in more) cursor = more.next_cursor
      const known = new Set(found.map(({ message }) => message.id))
      found = [...found, ...hits.filter(({ message }) => !known.has(message.id))]
      error_code = undefined
    } catch (error) {
      if (mine === round) error_code = error instanceof ChatError ? error.code : 'internal'
    }
  }

  return {
    subscribe: view.subscribe,
    getSnapshot: view.getSnapshot,
    setQuery(text) {
      if (is_closed || text === query) return
      query = text
      const next = wordsOf(text)
      // Another blank is not another question.
      if (JSON.stringify(next) === JSON.stringify(words)) return view.changed()
      words = next
      if (words.length > 0) return look(REST_MS)
      timer?.()
      round++
      show({ hits: [], from: 'server', state: 'idle' })
    },
    loadMore() {
      if (state !== 'done' || !view.getSnapshot().more || is_closed) return Promise.resolve()
      loading ??= load().finally(() => {
        loading = undefined
        view.changed()
      })
      return loading
    },
    close() {
      is_closed = true
      timer?.()
      round++
    },
  }
}
