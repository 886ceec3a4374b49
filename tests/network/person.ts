// One person with a phone's screen in a browser of their own, behind a link of their own. Owns what the proofs measure and
// read: how long things take, which words the banner said, how many sockets there were, what stands on the screen.

import { type Browser, chromium, expect, type Page } from '@playwright/test'
import { CHROMIUM, CHROMIUM_FLAGS } from '../browser/chromium-flags.ts'
import { KITCHEN_SINK, row } from '../browser/people.ts'
import { demo } from '../browser/start-server.ts'
import { type Link, openLink } from './link.ts'

export interface Spoken {
  readonly at: number
  /** Empty: no banner. */
  readonly text: string
}

/** Rows of a chat that fill a phone's screen: with fewer it is not there yet. */
const SCREENFUL = 8
/** High enough to hold everything that one proof writes. */
const ALL_IN_SIGHT = { width: 390, height: 9_000 }
const PHONE = { width: 390, height: 844 }
const A_LONG_TIME_MS = 240_000

export class Person {
  readonly name: string
  readonly link: Link
  readonly page: Page
  /** Sockets that this page has dialled. */
  dials = 0
  #sockets: { heard_at: number; ended: boolean }[] = []
  readonly #browser: Browser

  private constructor(name: string, link: Link, browser: Browser, page: Page) {
    this.name = name
    this.link = link
    this.page = page
    this.#browser = browser
    page.on('websocket', (socket) => {
      this.dials++
      const seen = { heard_at: 0, ended: false }
      this.#sockets.push(seen)
      socket.on('framereceived', () => {
        seen.heard_at ||= Date.now()
      })
      socket.on('close', () => {
        seen.ended = true
      })
    })
  }

  static async arrive(name: string, queue: number): Promise<Person> {
    const link = await openLink(queue, queue)
    const browser = await chromium.launch({
      executablePath: CHROMIUM,
      args: CHROMIUM_FLAGS.concat(
        // Origin and Host stay those of the demo; only the way there is another.
        `--host-resolver-rules=MAP localhost ${link.dial}`,
      ),
    })
    const page = await browser.newPage({ viewport: PHONE })
    await page.addInitScript(recordBanner)
    return new Person(name, link, browser, page)
  }

  async leave(): Promise<void> {
    await this.#browser.close()
    await this.link.close()
  }

  /** Milliseconds from the request of the page to a list that can be used. */
  async open(path: string): Promise<number> {
    const started = performance.now()
    // Straight there: by way of an empty page Chromium can bring back what the tab's storage held a page earlier.
    await this.page.goto(new URL(path, origin()).href, { waitUntil: 'commit', timeout: A_LONG_TIME_MS })
    // A new page: the one before has taken its sockets along.
    this.dials = 0
    this.#sockets = []
    await this.page.locator('[data-testid^="conversation-row-"]').first().waitFor({ timeout: A_LONG_TIME_MS })
    return performance.now() - started
  }

  /** Milliseconds from the tap on the row to a screenful of messages and a place to write. */
  async openChat(): Promise<number> {
    await row(this.page, KITCHEN_SINK).waitFor({ timeout: A_LONG_TIME_MS })
    const started = performance.now()
    await row(this.page, KITCHEN_SINK).click()
    await this.page.getByTestId('composer-input').waitFor({ timeout: A_LONG_TIME_MS })
    await expect
      .poll(() => this.page.locator(BUBBLES).count(), { timeout: A_LONG_TIME_MS, intervals: [20] })
      .toBeGreaterThanOrEqual(SCREENFUL)
    return performance.now() - started
  }

  /** As fast as the composer takes it. */
  async write(text: string): Promise<void> {
    await this.page.getByTestId('composer-input').fill(text)
    await this.page.getByTestId('send-button').click()
    await expect(this.page.getByTestId('composer-input')).toHaveValue('')
  }

  /** What stands on the screen, from top to bottom: the labels that a screen reader would read. */
  async labels(): Promise<readonly string[]> {
    await this.page.setViewportSize(ALL_IN_SIGHT)
    const labels = await this.page
      .locator(BUBBLES)
      .evaluateAll((bubbles) => bubbles.map((bubble) => bubble.getAttribute('aria-label') ?? ''))
    await this.page.setViewportSize(PHONE)
    return labels
  }

  /** Every word of the banner since the page was loaded. */
  banners(): Promise<readonly Spoken[]> {
    return this.page.evaluate(() => (window as unknown as { banners: Spoken[] }).banners)
  }

  /** How many sockets first heard of the server after that moment, and ended. */
  cutSince(moment: number): number {
    return this.#sockets.filter(({ heard_at, ended }) => heard_at >= moment && ended).length
  }

  async shoot(name: string): Promise<void> {
    await this.page.screenshot({ path: `test-results/network/${name}.png` })
  }
}

export const BUBBLES = '[data-testid^="message-"][role="article"]'

/** Of the server, as a browser on this machine names it. */
export const origin = (): string => demo().url.replace('127.0.0.1', 'localhost')

/** Runs in the page. */
function recordBanner(): void {
  const spoken: Spoken[] = []
  Object.assign(window, { banners: spoken })
  const look = () => {
    const text = document.querySelector('[data-testid="connection-banner"]')?.textContent ?? ''
    if (text !== (spoken.at(-1)?.text ?? '')) spoken.push({ at: Date.now(), text })
  }
  new MutationObserver(look).observe(document, { subtree: true, childList: true, characterData: true })
}
