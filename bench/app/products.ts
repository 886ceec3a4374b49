// The two chats that are measured: how each is opened, left and written in. What is measured is the same and stands in measure.ts.

import type { BrowserContext } from '@playwright/test'
import { Tab } from './browser.ts'
import type { ListKind } from './page/rows.ts'
import { PERSON } from './seed.ts'

export interface Product {
  readonly name: string
  readonly kind: ListKind
  /** Brings the page to where the chat can be tapped on, as a fresh load. */
  load(): Promise<void>
  readonly open_selector: string
  readonly input_selector: string
  readonly send_selector: string
  readonly tab: Tab
}

/** The client has told and been told everything, and the page is quiet. */
const QUIET_MS = 1_500

export async function jobline(context: BrowserContext, url: string, conversation_id: string): Promise<Product> {
  const tab = await Tab.open(context)
  await tab.page.addInitScript({ content: 'window.bench.awaitList()' })
  const row = `[data-testid="conversation-row-${conversation_id}"]`
  await tab.page.goto(`${url}/demo/${PERSON}`)
  await tab.page.locator(row).waitFor()
  return {
    name: 'jobline',
    kind: 'jobline-chat',
    async load() {
      await tab.page.goto(url)
      await tab.page.locator(row).waitFor()
      await tab.page.waitForTimeout(QUIET_MS)
    },
    open_selector: row,
    input_selector: '[data-testid="composer-input"]',
    send_selector: '[data-testid="send-button"]',
    tab,
  }
}

/** @param page so many at first, the rest by "load earlier"; 0: all at once */
export async function gifted(context: BrowserContext, url: string, page: number): Promise<Product> {
  const tab = await Tab.open(context)
  return {
    name: page === 0 ? 'gifted_all' : `gifted_pages_of_${page}`,
    kind: 'gifted-chat',
    async load() {
      await tab.page.goto(page === 0 ? url : `${url}/?page=${page}`)
      await tab.page.locator('[data-testid="open-chat"]:not([aria-disabled])').waitFor()
      await tab.page.waitForTimeout(QUIET_MS)
    },
    open_selector: '[data-testid="open-chat"]',
    input_selector: '[data-testid="GC_WRAPPER"] textarea',
    send_selector: '[data-testid="GC_SEND_TOUCHABLE"]',
    tab,
  }
}
