// The Chromium of the measurement: a profile on disk, so that IndexedDB is on disk too, a window of a phone's size, and the
// questions that only the browser answers: CPU by kind, and the heap.

import { type BrowserContext, type CDPSession, chromium, type Page } from '@playwright/test'
import { ensureChromium } from '../../tools/chromium.mjs'
import type {} from './page/fill-page.ts'
import type {} from './page/probe.ts'

export const WINDOW = { width: 412, height: 915 }
/** Without the smooth animation a wheel event scrolls by exactly what it says. */
const FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-smooth-scrolling',
]

export interface Cpu {
  readonly task_ms: number
  readonly script_ms: number
  readonly layout_ms: number
  readonly style_ms: number
}

/** undefined, with the reason said, where this machine has no Chromium. */
export async function openBrowser(profile: string): Promise<{ context: BrowserContext; version: string } | { reason: string }> {
  const found = await ensureChromium()
  if (found.path === undefined) return { reason: found.reason }
  const context = await chromium.launchPersistentContext(profile, { executablePath: found.path, args: FLAGS, viewport: WINDOW })
  await context.addInitScript({ content: await bundle('probe.ts') })
  const page = context.pages()[0] ?? (await context.newPage())
  const version = /Chrome\/[\d.]+/.exec(await page.evaluate(() => navigator.userAgent))?.[0] ?? 'unknown'
  return { context, version }
}

/** A script for pages, in one file. */
export async function bundle(name: string): Promise<string> {
  const built = await Bun.build({ entrypoints: [`${import.meta.dirname}/page/${name}`], target: 'browser', format: 'iife' })
  return (await built.outputs[0]?.text()) ?? ''
}

/** A page and the browser's own view of it. */
export class Tab {
  readonly page: Page
  readonly cdp: CDPSession

  private constructor(page: Page, cdp: CDPSession) {
    this.page = page
    this.cdp = cdp
  }

  static async open(context: BrowserContext): Promise<Tab> {
    const page = await context.newPage()
    const cdp = await context.newCDPSession(page)
    // On the thread's own clock: what else runs on the machine is not counted.
    await cdp.send('Performance.enable', { timeDomain: 'threadTicks' })
    return new Tab(page, cdp)
  }

  async cpu(): Promise<Cpu> {
    const { metrics } = await this.cdp.send('Performance.getMetrics')
    const ms = (name: string) => (metrics.find((metric) => metric.name === name)?.value ?? Number.NaN) * 1_000
    return {
      task_ms: ms('TaskDuration'),
      script_ms: ms('ScriptDuration'),
      layout_ms: ms('LayoutDuration'),
      style_ms: ms('RecalcStyleDuration'),
    }
  }

  /** In bytes, after everything that can go has gone. */
  async heap(): Promise<number> {
    await this.cdp.send('HeapProfiler.collectGarbage')
    const { usedSize } = await this.cdp.send('Runtime.getHeapUsage')
    return usedSize
  }

  /** Pressed and released at once: how long a finger stays is not the product's. */
  async tap(selector: string): Promise<void> {
    const box = await this.page.locator(selector).first().boundingBox()
    if (!box) throw new Error(`unable to measure; there is no ${selector} to tap on`)
    const at = { x: box.x + box.width / 2, y: box.y + box.height / 2, button: 'left', clickCount: 1 } as const
    await Promise.all([
      this.cdp.send('Input.dispatchMouseEvent', { type: 'mousePressed', ...at }),
      this.cdp.send('Input.dispatchMouseEvent', { type: 'mouseReleased', ...at }),
    ])
  }
}

export const since = (before: Cpu, after: Cpu): Cpu => ({
  task_ms: after.task_ms - before.task_ms,
  script_ms: after.script_ms - before.script_ms,
  layout_ms: after.layout_ms - before.layout_ms,
  style_ms: after.style_ms - before.style_ms,
})
