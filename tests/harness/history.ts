// What clients saw while a run went on: one record for each send, and everything that may only grow. Written down as it
// happens, by whoever plays the client; judged afterwards by `checker.ts`. Nothing here asks the server.

export interface Place {
  readonly seq: number
  readonly rev: number
}

/**
 * `ok`: acknowledged. `fail`: refused for good, or never accepted by the device. `unknown`: neither is known, because the
 * client died or the run ended; such a message may be there or not.
 */
export type Outcome = 'ok' | 'fail' | 'unknown'

export interface Send {
  /** Absent where the client died before it told. */
  readonly id?: string
  readonly conversation_id: string
  /** Different for every send of a run: with it a send is known even without its id. */
  readonly text: string
  readonly outcome: Outcome
  /** With `ok`. */
  readonly place?: Place
  /** What it may read in the end: its text, or what its sender has made of it since. `undefined`: deleted. */
  readonly finals: readonly (string | undefined)[]
}

/** Something that a device has seen and that may never be seen lower afterwards: a tick, a watermark. */
export interface Sighting {
  readonly what: string
  readonly value: number
}

export interface DeviceHistory {
  readonly device: string
  readonly user_id: string
  /** In the order in which they were written. */
  readonly sends: readonly Send[]
  readonly sightings: readonly Sighting[]
}

export class Recorder implements DeviceHistory {
  readonly device: string
  readonly user_id: string
  readonly sightings: Sighting[] = []
  readonly #sends: Send[] = []
  readonly #by_text = new Map<string, number>()
  readonly #by_id = new Map<string, number>()
  #acked = 0

  constructor(device: string, user_id: string) {
    this.device = device
    this.user_id = user_id
  }

  get sends(): readonly Send[] {
    return this.#sends
  }

  get acked(): number {
    return this.#acked
  }

  /** Before the client does anything with it. */
  invoked(conversation_id: string, text: string): void {
    if (this.#by_text.has(text)) throw new Error(`unable to record; "${text}" was written before`)
    this.#by_text.set(text, this.#sends.length)
    this.#sends.push({ conversation_id, text, outcome: 'unknown', finals: [text] })
  }

  /** The client knows it under this id. A text that was not sent as such is one that was edited. */
  named(text: string, id: string): void {
    const index = this.#by_text.get(text)
    if (index === undefined) return
    this.#by_id.set(id, index)
    this.#change(index, { id })
  }

  /** The server will not have it. By its id: its text may have been edited since. Throws where it was never sent. */
  failed(id: string): void {
    this.#fail(this.#by_id.get(id), id)
  }

  /** The device did not take it, so that it has no id. Throws where it was never written. */
  refused(text: string): void {
    this.#fail(this.#by_text.get(text), text)
  }

  /** Returns what is wrong with this acknowledgement, or undefined. The same one may come twice. */
  ok(id: string, place: Place): string | undefined {
    const index = this.#by_id.get(id)
    const before = index === undefined ? undefined : this.#sends[index]
    if (index === undefined || !before) return `unknown: ${this.device} was given an acknowledgement of ${id}, which it never sent`
    if (before.outcome !== 'ok') this.#acked++
    this.#change(index, { outcome: 'ok', place })
    if (before.place === undefined || before.place.seq === place.seq) return undefined
    return `moved: ${id} was acknowledged at ${before.place.seq} and at ${place.seq}`
  }

  /** Its sender is about to edit it, or, without a text, to delete it. */
  changing(id: string, text: string | undefined): void {
    const index = this.#by_id.get(id) as number
    this.#change(index, { finals: [...(this.#sends[index] as Send).finals, text] })
  }

  /** The device has kept that change: nothing before it can be the last word. */
  changed(id: string, text: string | undefined): void {
    this.#change(this.#by_id.get(id) as number, { finals: [text] })
  }

  seen(what: string, value: number): void {
    this.sightings.push({ what, value })
  }

  #fail(index: number | undefined, name: string): void {
    if (index === undefined) throw new Error(`unable to record; "${name}" failed and was never sent`)
    this.#change(index, { outcome: 'fail' })
  }

  #change(index: number, change: Partial<Send>): void {
    this.#sends[index] = { ...(this.#sends[index] as Send), ...change }
  }
}
