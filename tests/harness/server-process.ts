// The real server as its own process, started as an operator starts it, killed as nobody should.

import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

export interface ServerProcessOptions {
  /** The repository, or a copy of it with a planted bug. */
  readonly root: string
  readonly data_dir: string
  readonly environment: Readonly<Record<string, string>>
}

type Child = Bun.Subprocess<'ignore', 'pipe', 'pipe'>

export class ServerProcess {
  /** The same over restarts. */
  port = 0
  /** What it has logged since its last start. */
  log = ''
  readonly #options: ServerProcessOptions
  #child: Child | undefined

  constructor(options: ServerProcessOptions) {
    this.#options = options
  }

  get url(): string {
    return `http://127.0.0.1:${this.port}`
  }

  get pid(): number {
    if (!this.#child) throw new Error('unable to name the process; it was never started')
    return this.#child.pid
  }

  /** Resolves when it says that it listens. Rejects with what it said where it ends before. */
  async start(): Promise<void> {
    const { root, data_dir, environment } = this.#options
    const cli = join(root, 'packages', 'server', 'src', 'cli.ts')
    const command = [process.execPath, cli, 'serve', '--host', '127.0.0.1', '--port', String(this.port), '--data', data_dir]
    const child = Bun.spawn(command, {
      cwd: root,
      env: { PATH: process.env.PATH ?? '', ...environment },
      stdin: 'ignore',
      stdout: 'pipe',
      stderr: 'pipe',
    })
    this.#child = child
    this.log = ''
    this.port = await this.#listening(child)
  }

  /** `kill -9` of this very process. Resolves when the kernel has taken it away. */
  async kill(): Promise<void> {
    this.#child?.kill('SIGKILL')
    await this.#child?.exited
  }

  /** Stops it in the middle of whatever it does, all its threads; after that only `kill` ends it. Linux. */
  async freeze(): Promise<void> {
    process.kill(this.pid, 'SIGSTOP')
    const tasks = `/proc/${this.pid}/task`
    // The state stands behind the name, which is in brackets.
    const stateOf = (task: string) => readFileSync(`${tasks}/${task}/stat`, 'utf8').replace(/^.*\) /s, '')[0]
    while (readdirSync(tasks).some((task) => stateOf(task) !== 'T')) await new Promise((resolve) => setImmediate(resolve))
  }

  /** SIGTERM; resolves with the exit code. */
  async stop(): Promise<number | undefined> {
    this.#child?.kill('SIGTERM')
    return this.#child?.exited
  }

  async #listening(child: Child): Promise<number> {
    const decoder = new TextDecoder()
    const reader = child.stdout.getReader()
    const read = async (): Promise<boolean> => {
      const { value, done } = await reader.read()
      if (!done) this.log += decoder.decode(value, { stream: true })
      return !done
    }
    while (await read()) {
      const line = this.log.split('\n').find((text) => text.includes('"msg":"listening"'))
      if (line === undefined) continue
      // The pipe is read on, so that the server never waits for a reader of its log.
      void (async () => {
        while (await read());
      })()
      return (JSON.parse(line) as { port: number }).port
    }
    throw new Error(`unable to start the server; it said: ${this.log}${await new Response(child.stderr).text()}`)
  }
}
