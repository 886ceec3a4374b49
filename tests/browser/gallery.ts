// The gallery, served for tests: every screen and part in its states, in any colours, language and text size.

import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { test as base, type Page } from '@playwright/test'
import { STILL } from '../../tools/gallery-still.mjs'

const root = fileURLToPath(new URL('../..', import.meta.url))

export interface Gallery extends AsyncDisposable {
  readonly url: string
}

/** Builds it first where it is stale, which takes a minute. */
async function startGallery(): Promise<Gallery> {
  const child = spawn(process.execPath, [join(root, 'tools', 'serve-gallery.mjs')], { stdio: ['ignore', 'pipe', 'inherit'] })
  const url = await new Promise<string>((resolve, reject) => {
    let seen = ''
    child.stdout.on('data', (chunk: Buffer) => {
      seen += chunk.toString()
      const found = /http:\/\/localhost:\d+/.exec(seen)?.[0]
      if (found !== undefined) resolve(found)
    })
    child.once('exit', (code) => reject(new Error(`unable to serve the gallery; it ended with ${code}\n${seen}`)))
  })
  return {
    url,
    async [Symbol.asyncDispose]() {
      const ended = new Promise((resolve) => child.once('exit', resolve))
      child.kill('SIGTERM')
      await ended
    },
  }
}

/** With the gallery, served once for all tests of a worker. */
export const test = base.extend<object, { gallery: Gallery }>({
  gallery: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads from it that nothing else is needed
    async ({}, use) => {
      await using gallery = await startGallery()
      await use(gallery)
    },
    { scope: 'worker', timeout: 300_000 },
  ],
})

/** The names of all scenes: what is added there is tested without a word here. */
export async function scenesOf(page: Page, gallery: Gallery): Promise<readonly string[]> {
  await page.goto(`${gallery.url}/gallery`)
  await page.waitForFunction('globalThis.gallery_scenes')
  return page.evaluate<string[]>('globalThis.gallery_scenes')
}

/** Shows a scene and waits until it stands still. @param query e.g. `scheme=dark&lang=ar&text=200` */
export async function showScene(page: Page, scene: string, query: string): Promise<void> {
  await page.evaluate(`gallery_show('scene=${scene}&${query}')`)
  await page.waitForFunction(SHOWN, `scene=${scene}&${query}`)
  // A scene that taps and types does so by itself.
  await page.waitForFunction('!globalThis.gallery_playing')
  await page.evaluate(STILL)
}

const SHOWN = (wanted: string): boolean => {
  const shown = new URLSearchParams((globalThis as { gallery_shown?: string }).gallery_shown)
  return [...new URLSearchParams(wanted)].every(([key, value]) => shown.get(key) === value)
}
