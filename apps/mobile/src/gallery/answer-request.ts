// Answers what the gallery's screens ask over REST, from the example data: search, messages around one, quotes, settings,
// blocks and reports. What a scene changes lasts as long as its client.

import { ChatError, type ConversationItem, type MessageItem, type Method } from '@jobline/client'
import type { Block, Settings } from '@jobline/client/people'
import type { Part } from '@jobline/client/search'

export interface ExampleWorld {
  conversations(): readonly ConversationItem[]
  messages(conversation_id: string): readonly MessageItem[]
  setBlocked(user_id: string, blocked: boolean): void
}

type Answer = (ids: readonly string[], query: ReadonlyMap<string, string>, body: unknown) => object

const notFound = () => new ChatError('not_found', false, 'not in the example data')

/** A function like `ChatClient.request`. */
export function answersFrom(world: ExampleWorld): (method: Method, path: string, body?: object) => Promise<object> {
  let settings: Settings = { read_receipts: true, presence: true }
  const blocks = new Map<string, Block>()

  const all = () => world.conversations().flatMap(({ id }) => world.messages(id))
  const answers: Readonly<Record<string, Answer>> = {
    'GET search': (_ids, query) => {
      const words = (query.get('q') ?? '').toLowerCase().split(/\s+/).filter(Boolean)
      const within = query.get('conversation_id')
      const hits = all()
        .filter(({ text, conversation_id }) => text && (within === undefined || conversation_id === within))
        .filter(({ text = '' }) => words.every((word) => ` ${text.toLowerCase()}`.includes(` ${word}`)))
        .sort((a, b) => b.created_at - a.created_at)
      return { hits: hits.map((message) => ({ message, parts: partsOf(message.text ?? '', words) })) }
    },
    'GET messages *': ([message_id]) => {
      const message = all().find(({ id }) => id === message_id)
      if (!message) throw notFound()
      return { message }
    },
    'GET conversations * messages': ([conversation_id = ''], query) => {
      const messages = world.messages(conversation_id)
      const limit = Number(query.get('limit') ?? 50)
      const before = Number(query.get('before_seq') ?? Number.MAX_SAFE_INTEGER)
      const after = Number(query.get('after_seq') ?? 0)
      const fitting = messages.filter(({ seq }) => seq > after && seq < before)
      const page = query.has('after_seq') ? fitting.slice(0, limit) : fitting.slice(-limit)
      const more_before = (page[0]?.seq ?? 1) > 1
      return { conversation_id, messages: page, up_to_rev: messages.length, more_before, more_after: page.at(-1) !== messages.at(-1) }
    },
    'GET me settings': () => ({ settings }),
    'PATCH me settings': (_ids, _query, body) => {
      settings = { ...settings, ...(body as Partial<Settings>) }
      return { settings }
    },
    'GET blocks': () => ({ blocks: [...blocks.values()] }),
    'PUT blocks *': ([user_id = '']) => {
      const member = world
        .conversations()
        .flatMap(({ members }) => members)
        .find((other) => other.user_id === user_id)
      if (!member) throw notFound()
      blocks.set(user_id, { user: { id: user_id, name: member.name }, blocked_at: Date.now() })
      world.setBlocked(user_id, true)
      return { user_id, blocked_at: Date.now() }
    },
    'DELETE blocks *': ([user_id = '']) => {
      blocks.delete(user_id)
      world.setBlocked(user_id, false)
      return {}
    },
    'POST conversations * reports': (_ids, _query, body) => ({ report_id: (body as { id: string }).id, created_at: Date.now() }),
  }
  const collections = new Set(['conversations', 'messages', 'blocks'])

  return async (method, path, body) => {
    const [where = '', search = ''] = path.split('?')
    const parts = where.split('/').filter(Boolean).slice(1).map(decodeURIComponent)
    const ids: string[] = []
    const name = parts.map((part, index) => {
      if (!collections.has(parts[index - 1] ?? '') || index % 2 === 0) return part
      ids.push(part)
      return '*'
    })
    const pairs = search
      .split('&')
      .filter(Boolean)
      .map((pair) => pair.split('=').map(decodeURIComponent))
    const answer = answers[`${method} ${name.join(' ')}`]
    if (!answer) throw notFound()
    return answer(ids, new Map(pairs.map(([key = '', value = '']) => [key, value])), body)
  }
}

function partsOf(text: string, words: readonly string[]): readonly Part[] {
  return text
    .split(/(\s+)/)
    .filter(Boolean)
    .map((piece) => (words.some((word) => piece.toLowerCase().startsWith(word)) ? { text: piece, hit: true as const } : { text: piece }))
}
