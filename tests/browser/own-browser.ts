// A Chromium that nobody makes believe that all its tabs are in front: Playwright does so by default, and then no tab can be
// hidden or frozen. Its way to the server is a proxy that can break it.

import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { FaultProxy } from '@jobline/testkit/fault-proxy'
import { SeededRandom } from '@jobline/testkit/seeded-random'
import { type Browser, type BrowserContext, chromium } from '@playwright/test'
import { ACTION_LIMIT_MS, CHROMIUM, CHROMIUM_FLAGS } from './chromium-flags.ts'
import { url } from './people.ts'

export interface OwnBrowser extends AsyncDisposable {
  readonly browser: Browser
  /** The profile that all tabs share. */
  readonly context: BrowserContext
  readonly proxy: FaultProxy
}

export async function startOwnBrowser(): Promise<OwnBrowser> {
  const proxy = await FaultProxy.start({ port: () => Number(new URL(url()).port), random: new SeededRandom(1) })
  const profile = mkdtempSync(join(tmpdir(), 'jobline-profile-'))
  const child = spawn(
    CHROMIUM,
    [
      '--headless=new',
      ...CHROMIUM_FLAGS,
      '--no-first-run',
      '--remote-debugging-port=0',
      `--user-data-dir=${profile}`,
      // Origin and Host stay the server's.
      `--host-resolver-rules=MAP localhost:${new URL(url()).port} 127.0.0.1:${proxy.port}`,
      'about:blank',
    ],
    { stdio: ['ignore', 'ignore', 'pipe'] },
  )
  // A test that runs out of time ends without its disposals.
  const kill = () => child.kill('SIGKILL')
  process.once('exit', kill)
  const browser = await chromium.connectOverCDP(await debuggerOf(child), { noDefaults: true })
  const context = browser.contexts()[0] as BrowserContext
  // Playwright gives its limit for one step only to browsers that it has started.
  context.setDefaultTimeout(ACTION_LIMIT_MS)
  return {
    browser,
    context,
    proxy,
    async [Symbol.asyncDispose]() {
      const ended = new Promise((resolve) => child.once('exit', resolve))
      const session = await browser.newBrowserCDPSession()
      await session.send('Browser.close')
      await ended
      process.off('exit', kill)
      await proxy[Symbol.asyncDispose]()
      rmSync(profile, { recursive: true, force: true, maxRetries: 10 })
    },
  }
}

/** It prints where its debugger listens. */
function debuggerOf(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let seen = ''
    child.stderr?.on('data', (chunk: Buffer) => {
      seen += chunk.toString()
      const found = /DevTools listening on (ws:\S+)/.exec(seen)?.[1]
      if (found !== undefined) resolve(found)
    })
    child.once('exit', (code) => reject(new Error(`unable to start Chromium; it ended with ${code}\n${seen}`)))
  })
}
