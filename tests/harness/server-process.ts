// The real server as its own process, started as an operator starts it, killed as nobody should.

import { readFileSync } from 'node:fs'
import { join } from 'node:path'

export interface ServerProcessOptions {
  /** The repository, or a copy of it with a planted bug. */
  readonly root: string
  readonly data_dir: string
  readonly environment: Readonly<Record<string, string>>
  /** Put before the command: a tracer that makes system calls fail. */
  readonly under?: readonly string[]
}

type Child = Bun.Subprocess<'ignore', 'pipe', 'pipe'>

export class ServerProcess {
  /** The same over restarts. */
  port = 0
  /** What it has logged since its last start. */
  log = ''
  readonly #options: ServerProcessOptions
  #child: Child | undefined
  #pid = 0

  constructor(options: ServerProcessOptions) {
    this.#options = options
  }

  get url(): string {
    return `http://127.0.0.1:${this.port}`
  }

  /** Of the server itself, also where it runs under something else. */
  get pid(): number {
    return this.#pid
  }

  /** Resolves when it says that it listens. Rejects with what it said where it ends before. */
  async start(): Promise<void> {
    const { root, data_dir, environment, under = [] } = this.#options
    const cli = join(root, 'packages', 'server', 'src', 'cli.ts')
    const command = [...under, process.execPath, cli, 'serve', '--host', '127.0.0.1', '--port', String(this.port), '--data', data_dir]
    const child = Bun.spawn(command, {
      cwd: root,
      env: { PATH: process.env.PATH ?? '', ...environment },
      stdin: 'ignore',
      stdout: 'pipe',
      stderr: 'pipe',
    })
    this.#child = child
    this.#pid = child.pid
    this.log = ''
    this.port = await this.#listening(child)
    // A tracer has the server as its only child.
    this.#pid = under.length === 0 ? child.pid : Number(readFileSync(`/proc/${child.pid}/task/${child.pid}/children`, 'utf8'))
  }

  /** `kill -9` of this very process. Resolves when the kernel has taken it away. */
  async kill(): Promise<void> {
    await this.#end('SIGKILL')
  }

  /** Stops it in the middle of whatever it does. Only `kill` ends it then. */
  freeze(): void {
    process.kill(this.#pid, 'SIGSTOP')
  }

  /** SIGTERM; resolves with the exit code. */
  async stop(): Promise<number | undefined> {
    return this.#end('SIGTERM')
  }

  async #end(signal: 'SIGKILL' | 'SIGTERM'): Promise<number | undefined> {
    const child = this.#child
    // To the server itself: a tracer that is killed lets its process run on.
    if (child?.exitCode === null && child.signalCode === null) process.kill(this.#pid, signal)
    return child?.exited
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
