// The server that `npm start` runs, with the web app, on a free port and a folder of its own. Its limits stay on; their
// thresholds are raised above what the filling needs.

import { spawn } from 'node:child_process'
import { join } from 'node:path'

const ROOT = join(import.meta.dirname, '..', '..')

const RAISED_LIMITS = Object.fromEntries(
  ['FRAMES', 'CHANGES', 'CONNECTS', 'ADMISSIONS', 'REQUESTS', 'DEMO_TOKENS'].map((name) => [`JOBLINE_RATE_${name}`, '1000000/1000000']),
)

export interface AppServer {
  readonly url: string
  readonly service_key: string
  stop(): Promise<void>
}

/** Rejects with what the server said where it does not start. */
export async function startAppServer(folder: string): Promise<AppServer> {
  const service_key = crypto.getRandomValues(new Uint8Array(24)).toHex()
  const child = spawn('node', [join(ROOT, 'tools', 'start.mjs'), '--port', '0', '--data', folder], {
    cwd: ROOT,
    env: { ...process.env, ...RAISED_LIMITS, JOBLINE_SERVICE_KEY: service_key, JOBLINE_DRAIN: '0' },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()))
  const port = await new Promise<string>((resolve, reject) => {
    let seen = ''
    child.stdout.on('data', (chunk: Buffer) => {
      seen += chunk.toString()
      const found = /http:\/\/localhost:(\d+)\/demo/.exec(seen)?.[1]
      if (found !== undefined) resolve(found)
    })
    child.once('exit', (code) => reject(new Error(`unable to start the server; it ended with ${code}\n${seen}`)))
  })
  return {
    url: `http://localhost:${port}`,
    service_key,
    async stop() {
      child.kill('SIGTERM')
      await ended
    },
  }
}
