// The real server as its own process, started as an operator starts it, killed as nobody should.

import { join } from 'node:path'

export interface ServerProcessOptions {
  /** The repository, or a copy of it with a planted bug. */
  readonly root: string
  readonly data_dir: string
  readonly environment: Readonly<Record<string, string>>
}

export class ServerProcess {
  /** The same over restarts. */
  port = 0
  readonly #options: ServerProcessOptions
  #child: Bun.Subprocess<'ignore', 'pipe', 'pipe'> | undefined

  constructor(options: ServerProcessOptions) {
    this.#options = options
  }

  get url(): string {
    return `http://127.0.0.1:${this.port}`
  }

  /** Resolves when it says that it listens. Rejects with what it said where it ends before. */
  async start(): Promise<void> {
    const { root, data_dir, environment } = this.#options
    const cli = join(root, 'packages', 'server', 'src', 'cli.ts')
    const child = Bun.spawn([process.execPath, cli, 'serve', '--host', '127.0.0.1', '--port', String(this.port), '--data', data_dir], {
      cwd: root,
      env: { PATH: process.env.PATH ?? '', ...environment },
      stdin: 'ignore',
      stdout: 'pipe',
      stderr: 'pipe',
    })
    this.#child = child
    this.port = await listeningPort(child)
  }

  /** `kill -9` of this very process. Resolves when the kernel has taken it away. */
  async kill(): Promise<void> {
    this.#child?.kill('SIGKILL')
    await this.#child?.exited
  }

  /** SIGTERM; resolves with the exit code. */
  async stop(): Promise<number | undefined> {
    this.#child?.kill('SIGTERM')
    return this.#child?.exited
  }
}

async function listeningPort(child: Bun.Subprocess<'ignore', 'pipe', 'pipe'>): Promise<number> {
  let said = ''
  const decoder = new TextDecoder()
  const reader = child.stdout.getReader()
  for (;;) {
    const { value, done } = await reader.read()
    if (done) break
    said += decoder.decode(value, { stream: true })
    const line = said.split('\n').find((text) => text.includes('"msg":"listening"'))
    if (line === undefined) continue
    // The pipe is read on, so that the server never waits for a reader of its log.
    void (async () => {
      while (!(await reader.read()).done);
    })()
    return (JSON.parse(line) as { port: number }).port
  }
  throw new Error(`unable to start the server; it said: ${said}${await new Response(child.stderr).text()}`)
}
