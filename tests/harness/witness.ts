// Uses the client library as an app does, and tells a log what its screens say: which sends are on the server, every
// tick, every watermark. It believes the views and nothing else.

import type { ChatClient, DeliveryStatus, MessageItem } from '@jobline/client'
import type { FoundMessage } from './checker.ts'
import type { Place } from './history.ts'

/** A `Recorder`, or the pipe to one in another process. */
export interface WitnessLog {
  invoked(conversation_id: string, text: string): void
  named(text: string, id: string): void
  failed(id: string): void
  refused(text: string): void
  ok(id: string, place: Place): unknown
  seen(what: string, value: number): void
  /** What may go up and down. */
  shows?(what: string, value: number): void
}

/** Names of what is told as seen. */
export const newestIn = (conversation_id: string): string => `the newest in ${conversation_id}`
export const deliveredTo = (user_id: string, conversation_id: string): string => `delivered to ${user_id} in ${conversation_id}`
export const readBy = (user_id: string, conversation_id: string): string => `read by ${user_id} in ${conversation_id}`
export const unreadIn = (conversation_id: string): string => `unread in ${conversation_id}`

const TICKS: readonly DeliveryStatus[] = ['queued', 'sending', 'sent', 'delivered', 'read']

export class Witness {
  readonly client: ChatClient
  readonly #log: WitnessLog
  /** As last told, by id: an item keeps its identity until something in it changes. */
  readonly #told = new Map<string, MessageItem>()
  readonly #marks = new Map<string, number>()

  constructor(client: ChatClient, log: WitnessLog) {
    this.client = client
    this.#log = log
  }

  /** Keeps this conversation open, as a screen does, and reports whatever it shows. */
  watch(conversation_id: string): void {
    const messages = this.client.messages(conversation_id)
    const conversation = this.client.conversation(conversation_id)
    messages.subscribe(() => {
      const { items } = messages.getSnapshot()
      this.#report(items)
      this.#mark(newestIn(conversation_id), items.findLast(({ seq }) => seq > 0)?.seq ?? 0)
    })
    conversation.subscribe(() => {
      const shown = conversation.getSnapshot()
      if (!shown) return
      this.#mark(readBy(this.client.user_id, conversation_id), shown.state.read_seq)
      this.#log.shows?.(unreadIn(conversation_id), shown.state.unread)
      for (const { user_id, delivered_seq, shown_read_seq } of shown.members) {
        // How far I am is told by my state; my own row among the members is for the others.
        if (user_id === this.client.user_id) continue
        this.#mark(deliveredTo(user_id, conversation_id), delivered_seq)
        this.#mark(readBy(user_id, conversation_id), shown_read_seq)
      }
    })
  }

  /** Resolves with the message's id when the device has kept it, or undefined where it refused. */
  async send(conversation_id: string, text: string): Promise<string | undefined> {
    this.#log.invoked(conversation_id, text)
    try {
      const id = await this.client.send(conversation_id, text)
      this.#log.named(text, id)
      return id
    } catch {
      this.#log.refused(text)
      return undefined
    }
  }

  screen(conversation_id: string): FoundMessage[] {
    return this.client
      .messages(conversation_id)
      .getSnapshot()
      .items.map(({ id, seq, rev, kind, text, sender_id, deleted_at, reactions }) => ({
        id,
        conversation_id,
        seq,
        rev,
        kind,
        ...(text === undefined ? {} : { text }),
        ...(sender_id === undefined ? {} : { sender_id }),
        ...(deleted_at === undefined ? {} : { deleted_at }),
        ...(reactions === undefined ? {} : { reactions }),
      }))
  }

  #report(items: readonly MessageItem[]): void {
    for (const item of items) {
      if (!item.is_own || this.#told.get(item.id) === item) continue
      this.#told.set(item.id, item)
      const { id, text = '', status, seq, rev } = item
      this.#log.named(text, id)
      if (status === 'failed') this.#log.failed(id)
      else if (status) this.#log.seen(`the tick of ${id}`, TICKS.indexOf(status))
      if (status === 'sent' || status === 'delivered' || status === 'read') this.#log.ok(id, { seq, rev })
    }
  }

  #mark(what: string, value: number): void {
    if (this.#marks.get(what) === value) return
    this.#marks.set(what, value)
    this.#log.seen(what, value)
  }
}
