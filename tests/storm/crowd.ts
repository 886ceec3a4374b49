// A crowd of people in one process: each is the real client library with a memory cache, over the runtime's own
// WebSocket and fetch. Half of them have a chat open, half their list; a few talk all the time. Started by storm-run.ts.

import { type ChatClient, createChatClient, createMemoryCache } from '@jobline/client'
import type { CrowdReport, Order, Person, Telling } from './storm-orders.ts'

/** Between two messages of one who talks. */
const TALK_MS = 500

const tell = (telling: Telling) => process.send?.(telling)

const delays: number[] = []
const closed: Record<number, number> = {}

/** Listens in on what the client library does not tell: the delay it was given, the code it was closed with. */
class WatchedSocket extends WebSocket {
  constructor(url: string, protocols: string[]) {
    super(url, protocols)
    let opened = false
    this.addEventListener('open', () => (opened = true))
    this.addEventListener('message', ({ data }) => {
      if (typeof data === 'string' && data.startsWith('{"type":"reconnect"')) delays.push(JSON.parse(data).after_ms)
    })
    this.addEventListener('close', ({ code }) => {
      if (opened) closed[code] = (closed[code] ?? 0) + 1
    })
  }
}
globalThis.WebSocket = WatchedSocket as unknown as typeof WebSocket

class Visitor {
  is_live = false
  /** Since the storm began. */
  was_away = false
  back_at: number | undefined
  readonly client: ChatClient
  readonly #person: Person
  #sent_at: number | undefined
  #sent_id: string | undefined

  constructor(url: string, person: Person, reads: boolean, onChange: () => void) {
    this.#person = person
    this.client = createChatClient({
      url,
      user_id: person.user_id,
      getToken: async () => person.token,
      cache: createMemoryCache(),
      client_name: 'storm',
    })
    const { connection } = this.client
    connection.subscribe(() => {
      const is_live = connection.getSnapshot().state === 'live'
      if (is_live === this.is_live) return
      this.is_live = is_live
      if (!is_live) this.was_away = true
      else if (this.was_away) this.back_at ??= Date.now()
      onChange()
    })
    this.client.conversations().subscribe(() => {})
    if (!reads) return
    this.client.messages(person.conversation_id).subscribe(() => {})
    this.client.presence(person.other_id).subscribe(() => {})
  }

  get state(): string {
    return `${this.#person.user_id}: ${JSON.stringify(this.client.connection.getSnapshot())}`
  }

  get is_idle(): boolean {
    return this.is_live && this.client.connection.getSnapshot().waiting === 0
  }

  /** One message at a time, measured where the connection stood from the press to the ack. */
  talk(ack_ms: number[]): void {
    const { conversation_id } = this.#person
    const list = this.client.messages(conversation_id)
    list.subscribe(() => {
      if (this.#sent_id === undefined || this.#sent_at === undefined) return
      const item = list.getSnapshot().items.find(({ id }) => id === this.#sent_id)
      if (!item || item.status === 'queued' || item.status === 'sending') return
      if (this.is_live && !is_over) ack_ms.push(performance.now() - this.#sent_at)
      this.#sent_at = this.#sent_id = undefined
    })
    setInterval(() => {
      if (is_over || !this.is_live || this.#sent_at !== undefined) return
      this.#sent_at = performance.now()
      void this.client.send(conversation_id, 'Still there?').then((id) => (this.#sent_id = id))
    }, TALK_MS)
    this.client.connection.subscribe(() => {
      if (!this.is_live) this.#sent_at = this.#sent_id = undefined
    })
  }
}

let visitors: Visitor[] = []
const ack_ms: number[] = []
let live = 0
/** All are back: nobody talks for the measurement any more. */
let is_over = false

function gather({ url, people, talkers }: Extract<Order, { type: 'gather' }>): void {
  visitors = people.map((person, index) => {
    const visitor: Visitor = new Visitor(url, person, index % 2 === 0, () => {
      live += visitor.is_live ? 1 : -1
      if (live === visitors.length) tell({ type: 'live', count: live })
    })
    return visitor
  })
  for (const visitor of visitors.slice(0, talkers)) visitor.talk(ack_ms)
}

async function everybodySends(): Promise<void> {
  is_over = true
  for (const [index, { client }] of visitors.entries()) {
    const person = people[index] as Person
    await client.send(person.conversation_id, `I am back, says ${person.user_id}.`)
  }
  const timer = setInterval(() => {
    if (!visitors.every((visitor) => visitor.is_idle)) return
    clearInterval(timer)
    tell({ type: 'all_sent' })
  }, 50)
}

function report(): CrowdReport {
  return {
    back_at: visitors.flatMap(({ back_at }) => back_at ?? []),
    delays,
    closed,
    ack_ms,
    problems: visitors.filter(({ is_live }) => !is_live).map(({ state }) => state),
    rss_bytes: process.memoryUsage.rss(),
  }
}

let people: readonly Person[] = []

process.on('message', (order: Order) => {
  if (order.type === 'gather') {
    people = order.people
    gather(order)
  } else if (order.type === 'storm') {
    for (const visitor of visitors) {
      visitor.was_away = false
      visitor.back_at = undefined
    }
    delays.length = ack_ms.length = 0
    for (const code of Object.keys(closed)) delete closed[Number(code)]
  } else if (order.type === 'everybody_sends') void everybodySends()
  else tell({ type: 'report', report: report() })
})
