// A server of a test's own, which it may stop and start again: same port, same data, and another app where it names one.

import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('../..', import.meta.url))
/** The exported web app. */
export const DIST = join(root, 'apps', 'mobile', 'dist')

export class OwnServer implements AsyncDisposable {
  readonly #port: number
  readonly #folder = mkdtempSync(join(tmpdir(), 'jobline-own-'))
  #child: ChildProcess | undefined

  private constructor(port: number) {
    this.#port = port
  }

  static async start(web = DIST): Promise<OwnServer> {
    const server = new OwnServer(await freePort())
    await server.start(web)
    return server
  }

  get url(): string {
    return `http://localhost:${this.#port}`
  }

  async start(web = DIST): Promise<void> {
    const script = join(root, 'tools', 'start.mjs')
    const args = ['--port', String(this.#port), '--data', this.#folder, '--web', web]
    const child = spawn(process.execPath, [script, ...args], { cwd: root, stdio: ['ignore', 'pipe', 'inherit'] })
    await new Promise<void>((resolve, reject) => {
      child.stdout?.on('data', (chunk: Buffer) => chunk.includes('/demo/') && resolve())
      child.once('exit', (code) => reject(new Error(`unable to start the server; it ended with ${code}`)))
    })
    this.#child = child
  }

  async stop(): Promise<void> {
    const child = this.#child
    this.#child = undefined
    if (!child) return
    const ended = new Promise((resolve) => child.once('exit', resolve))
    child.kill('SIGTERM')
    await ended
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.stop()
    rmSync(this.#folder, { recursive: true, force: true })
  }
}

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const probe = createServer().listen(0, '127.0.0.1', () => {
      const { port } = probe.address() as { port: number }
      probe.close(() => resolve(port))
    })
  })
}
