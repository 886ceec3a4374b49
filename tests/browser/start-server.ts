// Starts what a newcomer starts, `npm start`'s own script, once for every worker, and tells the tests where they listen.

import { type ChildProcess, spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { FullConfig } from '@playwright/test'

const root = fileURLToPath(new URL('../..', import.meta.url))

/** Playwright calls it once before all tests; what it returns, once after them. */
// biome-ignore lint/style/noDefaultExport: Playwright takes a global setup by its default export
export default function startServers({ workers }: FullConfig): Promise<() => Promise<void>> {
  return serveDemos(workers, [])
}

/** A demo for every worker, so that tests at the same time do not meet. Resolves with their end. */
export async function serveDemos(count: number, options: readonly string[]): Promise<() => Promise<void>> {
  const demos: Demo[] = []
  const stop = async () => {
    await Promise.all(demos.map((it) => it.stop()))
  }
  try {
    for (let index = 0; index < count; index++) demos.push(await startDemo(options))
  } catch (error) {
    await stop()
    throw error
  }
  process.env.JOBLINE_TEST_DEMOS = JSON.stringify(demos)
  return stop
}

/** Of the worker that asks. */
export const demo = (): Pick<Demo, 'url' | 'service_key'> =>
  JSON.parse(process.env.JOBLINE_TEST_DEMOS ?? '[]')[Number(process.env.TEST_PARALLEL_INDEX)]

export interface Demo {
  readonly url: string
  readonly service_key: string
  stop(): Promise<void>
}

/** A demo on a free port and a folder of its own. */
export async function startDemo(options: readonly string[]): Promise<Demo> {
  const folder = mkdtempSync(join(tmpdir(), 'jobline-browser-'))
  const service_key = randomBytes(24).toString('hex')
  const child = spawn(process.execPath, [join(root, 'tools', 'start.mjs'), '--port', '0', '--data', folder, ...options], {
    cwd: root,
    env: { ...process.env, JOBLINE_SERVICE_KEY: service_key, JOBLINE_RATE_DEMO_TOKENS: '10000/1000', JOBLINE_RATE_CONNECTS: '10000/1000' },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  return {
    url: `http://localhost:${await portOf(child)}`,
    service_key,
    async stop() {
      const ended = new Promise((resolve) => child.once('exit', resolve))
      child.kill('SIGTERM')
      await ended
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

/** It stands in the links that the server prints. */
function portOf(child: ChildProcess): Promise<number> {
  return new Promise((resolve, reject) => {
    let seen = ''
    child.stdout?.on('data', (chunk: Buffer) => {
      seen += chunk.toString()
      const port = /http:\/\/localhost:(\d+)\/demo/.exec(seen)?.[1]
      if (port !== undefined) resolve(Number(port))
    })
    child.once('exit', (code) => reject(new Error(`unable to start the server; it ended with ${code}\n${seen}`)))
  })
}
