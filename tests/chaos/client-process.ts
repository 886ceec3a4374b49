// The client program from outside: starts it, tells it what to do, keeps its history over its deaths, kills it.

import { fileURLToPath } from 'node:url'
import type { ConnectionState } from '@jobline/client'
import type { FoundMessage, Screen } from '../harness/checker.ts'
import { type Place, Recorder } from '../harness/history.ts'

export interface ClientSettings {
  readonly url: string
  readonly user_id: string
  readonly token: string
  readonly conversation_ids: readonly string[]
  /** Of the SQLite cache. Absent: everything is in memory, and dies with the process. */
  readonly file?: string
}

export type Command =
  | { readonly type: 'send'; readonly conversation_id: string; readonly text: string }
  | { readonly type: 'read'; readonly conversation_id: string }
  | { readonly type: 'edit'; readonly conversation_id: string; readonly id: string; readonly text: string }
  | { readonly type: 'delete'; readonly conversation_id: string; readonly id: string }
  | { readonly type: 'react'; readonly conversation_id: string; readonly id: string; readonly emoji: string; readonly active: boolean }
  | { readonly type: 'reconnect' }
  | { readonly type: 'screens' }

export type Telling =
  | { readonly type: 'invoked'; readonly conversation_id: string; readonly text: string }
  | { readonly type: 'named'; readonly text: string; readonly id: string }
  | { readonly type: 'failed'; readonly id: string }
  | { readonly type: 'refused'; readonly text: string }
  /** Without a text: deleted. `changed`: the device has kept that. */
  | { readonly type: 'changing' | 'changed'; readonly id: string; readonly text?: string }
  /** The device has it on disk. */
  | { readonly type: 'kept'; readonly text: string }
  | { readonly type: 'ok'; readonly id: string; readonly place: Place }
  | { readonly type: 'shows'; readonly what: string; readonly value: number }
  | { readonly type: 'seen'; readonly what: string; readonly value: number }
  | { readonly type: 'connection'; readonly state: ConnectionState; readonly waiting: number }
  | { readonly type: 'screens'; readonly screens: readonly (readonly [string, readonly FoundMessage[]])[] }

const PROGRAM = fileURLToPath(new URL('./client-program.ts', import.meta.url))

export class ClientProcess {
  readonly recorder: Recorder
  /** Told to be on the device's disk, in the order in which it was told. */
  readonly kept: string[] = []
  /** Acknowledgements told in this life. */
  acks = 0
  state: ConnectionState | undefined
  waiting = 0
  /** What it has last told of each thing, in this life. */
  readonly latest = new Map<string, number>()
  lives = 0
  /** What a correct client never says. */
  readonly problems: string[] = []
  readonly #settings: ClientSettings
  #child: Bun.Subprocess<'pipe', 'pipe', 'pipe'> | undefined
  #reading: Promise<void> = Promise.resolve()
  #screens: Screen | undefined
  #changed: (() => void)[] = []
  #expected_end = true
  #death: string | undefined

  constructor(device: string, settings: ClientSettings) {
    this.recorder = new Recorder(device, settings.user_id)
    this.#settings = settings
  }

  get is_running(): boolean {
    return !this.#expected_end
  }

  start(): void {
    const child = Bun.spawn([process.execPath, PROGRAM, JSON.stringify(this.#settings)], {
      stdin: 'pipe',
      stdout: 'pipe',
      stderr: 'pipe',
    })
    this.#child = child
    this.lives++
    this.acks = 0
    this.state = undefined
    this.latest.clear()
    this.#screens = undefined
    this.#expected_end = false
    this.#reading = this.#read(child)
  }

  tell(command: Command): void {
    this.#child?.stdin.write(`${JSON.stringify(command)}\n`)
    this.#child?.stdin.flush()
  }

  /** kill -9; resolves when all that it had told before is written down. */
  async kill(): Promise<void> {
    this.#expected_end = true
    this.#child?.kill('SIGKILL')
    await this.#child?.exited
    await this.#reading
  }

  /** Resolves when this holds; looks at everything that the client tells. Rejects where it ends by itself. */
  async until(holds: (client: this) => boolean): Promise<void> {
    while (!holds(this)) {
      if (this.#death !== undefined) throw new Error(this.#death)
      await this.next()
    }
  }

  /** Resolves when it has told anything more. */
  next(): Promise<void> {
    return new Promise((resolve) => this.#changed.push(resolve))
  }

  /** All that it shows, older pages included. */
  async screen(): Promise<Screen> {
    this.#screens = undefined
    this.tell({ type: 'screens' })
    await this.until(() => this.#screens !== undefined)
    return this.#screens as unknown as Screen
  }

  async #read(child: Bun.Subprocess<'pipe', 'pipe', 'pipe'>): Promise<void> {
    let rest = ''
    for await (const chunk of child.stdout.pipeThrough(new TextDecoderStream())) {
      const lines = (rest + chunk).split('\n')
      // A line that the kill has cut was not told.
      rest = lines.pop() ?? ''
      for (const line of lines) this.#hear(JSON.parse(line) as Telling)
      this.#wake()
    }
    if (!this.#expected_end) this.#death = `${this.recorder.device} ended by itself; it said: ${await new Response(child.stderr).text()}`
    this.#wake()
  }

  #wake(): void {
    for (const resolve of this.#changed.splice(0)) resolve()
  }

  #hear(telling: Telling): void {
    const { recorder } = this
    if (telling.type === 'invoked') recorder.invoked(telling.conversation_id, telling.text)
    else if (telling.type === 'named') recorder.named(telling.text, telling.id)
    else if (telling.type === 'failed') recorder.failed(telling.id)
    else if (telling.type === 'refused') recorder.refused(telling.text)
    else if (telling.type === 'changing') recorder.changing(telling.id, telling.text)
    else if (telling.type === 'changed') recorder.changed(telling.id, telling.text)
    else if (telling.type === 'kept') this.kept.push(telling.text)
    else if (telling.type === 'ok') {
      this.acks++
      const problem = recorder.ok(telling.id, telling.place)
      if (problem !== undefined) this.problems.push(problem)
    }
    // A new life shows what the disk had: the screens of the last one may have been a moment ahead of it.
    else if (telling.type === 'seen') {
      this.latest.set(telling.what, telling.value)
      recorder.seen(`in life ${this.lives} ${telling.what}`, telling.value)
    } else if (telling.type === 'shows') this.latest.set(telling.what, telling.value)
    else if (telling.type === 'connection') {
      this.state = telling.state
      this.waiting = telling.waiting
    } else if (telling.type === 'screens') {
      const { conversation_ids } = this.#settings
      this.#screens = { device: recorder.device, must_show: conversation_ids, conversations: new Map(telling.screens) }
    }
  }
}
