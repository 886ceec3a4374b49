// "The algorithm" of docs/protocol.md, step by step and nothing more: what a client must do to converge. It can be cut
// off at any frame; what it had stored by then is what it goes on from. It sends nothing of its own.

import type { CatchUpPage, Conversation, DownFrame, HistoryPage, Message, SyncPage } from '@jobline/protocol'

export interface Held {
  conversation: Conversation
  /** By id. Complete from the oldest one on. */
  readonly rows: Map<string, Message>
  /** The rev up to which the rows are complete; undefined before the first page. */
  mark: number | undefined
  /** Steps beyond a hole. */
  readonly waiting: Set<number>
}

/** This client was cut off. */
export class Interrupted extends Error {}

/** Small, so that there are always more pages than one. */
const SYNC_LIMIT = 2
const CATCH_UP_LIMIT = 3
const HISTORY_LIMIT = 4

export class ReferenceClient {
  readonly conversations = new Map<string, Held>()
  cursor: string | undefined
  epoch: string | undefined
  /** Pages that said `reset`. */
  resets = 0
  #socket: WebSocket | undefined
  #frames_left = Number.POSITIVE_INFINITY
  #asked = 0
  #answers = new Map<string, { resolve: (frame: DownFrame) => void; reject: (error: Error) => void }>()
  #interrupted: Error | undefined
  /** Questions that live frames raised, one conversation at a time. */
  #repairs: Promise<void> = Promise.resolve()

  /** Connects and does steps 1 to 4. Rejects with Interrupted after `frames` frames, wherever that falls. */
  async catchUp(ws_url: string, token: string, frames = Number.POSITIVE_INFINITY): Promise<void> {
    this.#frames_left = frames
    this.#interrupted = undefined
    const socket = new WebSocket(`${ws_url}/ws/`, { headers: { authorization: `Bearer ${token}` } } as unknown as string[])
    this.#socket = socket
    await new Promise<void>((resolve, reject) => {
      socket.addEventListener('message', ({ data }) => {
        if (this.#socket !== socket || this.#interrupted) return
        if (this.#frames_left-- <= 0) {
          this.cut()
          reject(new Interrupted())
          return
        }
        const frame = JSON.parse(String(data)) as DownFrame
        if (frame.type === 'hello') {
          this.#compareEpoch(frame.epoch)
          resolve()
        } else {
          this.#take(frame)
        }
      })
      socket.addEventListener('error', () => reject(new Interrupted()))
      socket.addEventListener('close', () => {
        if (this.#socket === socket) this.cut()
        reject(new Interrupted())
      })
    })
    await this.#sync()
    for (const id of this.#behind()) await this.#complete(id)
  }

  /** Resolves when everything the server had to say has been taken and every hole is closed. */
  async settle(): Promise<void> {
    // The answer to a question comes after all that was announced before it.
    await this.#ask<SyncPage>({ type: 'sync', limit: 1 })
    let seen: Promise<void> | undefined
    while (seen !== this.#repairs) {
      seen = this.#repairs
      await seen
    }
  }

  /** As if the network had gone. */
  cut(): void {
    this.#interrupted = new Interrupted()
    this.#socket?.close()
    for (const { reject } of this.#answers.values()) reject(this.#interrupted)
    this.#answers.clear()
    this.#repairs = Promise.resolve()
  }

  /** Step 2. */
  #compareEpoch(epoch: string): void {
    if (this.epoch !== undefined && this.epoch !== epoch) {
      this.cursor = undefined
      this.#dropMarks()
    }
    this.epoch = epoch
  }

  #dropMarks(): void {
    for (const held of this.conversations.values()) {
      held.mark = undefined
      held.rows.clear()
      held.waiting.clear()
    }
  }

  /** What step 4 has to look at: also what an interrupted run has stored and not completed, which sync does not tell again. */
  #behind(): string[] {
    return [...this.conversations].flatMap(([id, { conversation, mark = -1 }]) => (conversation.rev > mark ? [id] : []))
  }

  /** Step 3. */
  async #sync(): Promise<void> {
    // Without a cursor, or after a reset, everything is told: what is not told is not mine any more.
    let told: Set<string> | undefined = this.cursor === undefined ? new Set() : undefined
    for (;;) {
      const page: SyncPage = await this.#ask({
        type: 'sync',
        limit: SYNC_LIMIT,
        epoch: this.epoch,
        ...(this.cursor === undefined ? {} : { cursor: this.cursor }),
      })
      if (page.reset) {
        this.resets++
        this.#dropMarks()
        told = new Set()
      }
      for (const conversation of page.conversations) {
        told?.add(conversation.id)
        const held = this.conversations.get(conversation.id)
        if (!held) this.conversations.set(conversation.id, { conversation, rows: new Map(), mark: undefined, waiting: new Set() })
        else if (conversation.rev >= held.conversation.rev) held.conversation = conversation
      }
      for (const id of page.removed_ids ?? []) this.conversations.delete(id)
      this.cursor = page.cursor
      if (!page.more) break
    }
    if (told) for (const id of this.conversations.keys()) if (!told.has(id)) this.conversations.delete(id)
  }

  /** Step 4 for one conversation. */
  async #complete(conversation_id: string): Promise<void> {
    for (;;) {
      const held = this.conversations.get(conversation_id)
      if (!held) return
      if (held.mark === undefined && held.rows.size === 0) {
        const page: HistoryPage | undefined = await this.#askOrGone({ type: 'history', conversation_id, limit: HISTORY_LIMIT })
        if (!page) return
        for (const message of page.messages) this.#apply(held, message)
        this.#moveMark(held, page.up_to_rev)
        return
      }
      const page: CatchUpPage | undefined = await this.#askOrGone({
        type: 'catch_up',
        conversation_id,
        after_rev: held.mark ?? 0,
        limit: CATCH_UP_LIMIT,
      })
      if (!page) return
      if (page.conversation.rev >= held.conversation.rev) held.conversation = page.conversation
      for (const message of page.messages) this.#apply(held, message)
      this.#moveMark(held, page.up_to_rev)
      if (!page.more) return
    }
  }

  #moveMark(held: Held, rev: number): void {
    held.mark = Math.max(held.mark ?? 0, rev)
    for (const step of [...held.waiting].sort((a, b) => a - b)) {
      if (step === held.mark + 1) held.mark = step
      if (step <= held.mark) held.waiting.delete(step)
    }
  }

  #apply(held: Held, message: Message): void {
    const stored = held.rows.get(message.id)
    if (stored && stored.rev >= message.rev) return
    const oldest = Math.min(...[...held.rows.values()].map(({ seq }) => seq))
    // Older than anything held: it comes with its page.
    if (!stored && held.mark !== undefined && held.rows.size > 0 && message.seq < oldest) return
    held.rows.set(message.id, message)
  }

  /** Steps 5 and 6. */
  #take(frame: DownFrame): void {
    if ('ref' in frame && frame.ref !== undefined) {
      const waiting = this.#answers.get(frame.ref)
      this.#answers.delete(frame.ref)
      waiting?.resolve(frame)
    } else if (frame.type === 'chat_message' || frame.type === 'message_update') {
      this.#step(frame.message.conversation_id, frame.message.rev, (held) => this.#apply(held, frame.message))
    } else if (frame.type === 'job') {
      this.#step(frame.conversation_id, frame.rev, () => {})
    } else if (frame.type === 'conversation') {
      const { conversation } = frame
      if (!this.conversations.has(conversation.id)) {
        this.conversations.set(conversation.id, { conversation, rows: new Map(), mark: undefined, waiting: new Set() })
      }
      this.#step(conversation.id, conversation.rev, (held) => {
        if (conversation.rev >= held.conversation.rev) held.conversation = conversation
      })
    } else if (frame.type === 'removed') {
      this.conversations.delete(frame.conversation_id)
    }
  }

  #step(conversation_id: string, rev: number, apply: (held: Held) => void): void {
    const held = this.conversations.get(conversation_id)
    // Unknown, or nothing of it held yet: its first page brings this one too.
    if (held?.mark === undefined) {
      this.#repair(conversation_id)
      return
    }
    apply(held)
    if (rev <= held.mark) return
    held.waiting.add(rev)
    this.#moveMark(held, held.mark)
    if (held.waiting.size > 0) this.#repair(conversation_id)
  }

  #repair(conversation_id: string): void {
    const socket = this.#socket
    // One that was still queued when the connection went is nobody's any more: the next one asks anew.
    const run = async () => (socket === this.#socket ? this.#repairNow(conversation_id) : undefined)
    this.#repairs = this.#repairs.then(run).catch((error: unknown) => {
      if (!(error instanceof Interrupted)) throw error
    })
  }

  async #repairNow(conversation_id: string): Promise<void> {
    const held = this.conversations.get(conversation_id)
    if (held?.mark !== undefined && held.waiting.size === 0) return
    if (!held) {
      const page: CatchUpPage | undefined = await this.#askOrGone({ type: 'catch_up', conversation_id, after_rev: 0, limit: 1 })
      if (page)
        this.conversations.set(conversation_id, { conversation: page.conversation, rows: new Map(), mark: undefined, waiting: new Set() })
    }
    await this.#complete(conversation_id)
  }

  async #askOrGone<T extends object>(frame: Readonly<Record<string, unknown>>): Promise<T | undefined> {
    const answer = await this.#ask<DownFrame>(frame)
    if (answer.type !== 'error') return answer as T
    if (answer.code !== 'not_found') throw new Error(`unable to ${frame.type}; ${answer.code}`)
    this.conversations.delete(frame.conversation_id as string)
    return undefined
  }

  #ask<T>(frame: Readonly<Record<string, unknown>>): Promise<T> {
    if (this.#interrupted) return Promise.reject(this.#interrupted)
    const ref = `q${++this.#asked}`
    this.#socket?.send(JSON.stringify({ ...frame, ref }))
    return new Promise((resolve, reject) => this.#answers.set(ref, { resolve: resolve as (frame: DownFrame) => void, reject }))
  }
}
