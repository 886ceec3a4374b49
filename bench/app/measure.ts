// The four measures of one product, and the control that shows that its blanks and jumps would have been seen.

import { type Cpu, since } from './browser.ts'
import type { ScrollReport } from './page/scroll-watch.ts'
import type { Product } from './products.ts'
import { turn, turnWheel } from './wheel.ts'

export interface Timed {
  readonly ms: readonly number[]
  readonly cpu: readonly Cpu[]
}

export interface Measured {
  readonly open: Timed
  readonly heap_bytes: number
  readonly send: Timed
  readonly scroll: { readonly report: ScrollReport; readonly cpu: Cpu }
}

export interface Control {
  readonly hidden_ms: number
  readonly seen_blank_ms: number
  readonly leapt_points: number
  readonly seen_jumps: number
  readonly is_seen: boolean
}

/** Longer than anything that is measured should take. */
const PATIENCE_MS = 120_000

/** Every opening after a load of its own: nothing of the chat is in memory. */
export async function measureOpen(product: Product, count: number): Promise<Timed> {
  return repeat(count, async () => {
    await product.load()
    return timed(product, product.open_selector, undefined)
  })
}

export async function openChat(product: Product): Promise<void> {
  await product.load()
  await timed(product, product.open_selector, undefined)
  await product.tab.page.waitForTimeout(1_000)
}

export async function measureSend(product: Product, count: number): Promise<Timed> {
  const { page } = product.tab
  return repeat(count, async (index) => {
    const text = `Sent ${index} at ${Date.now()}`
    await page.locator(product.input_selector).first().fill(text)
    await page.waitForTimeout(400)
    return timed(product, product.send_selector, text)
  })
}

export async function measureScroll({ tab, kind }: Product, seconds: number): Promise<Measured['scroll']> {
  const before = await tab.cpu()
  await tab.page.evaluate((which) => window.bench.watch(which), kind)
  await turnWheel(tab, seconds)
  const report = await tab.page.evaluate(() => window.bench.stop())
  if (!report) throw new Error('unable to measure; nobody watched the scrolling')
  return { report, cpu: since(before, await tab.cpu()) }
}

/** Hides all rows for a while, and lets the list leap, while the wheel turns. */
export async function runControl({ tab, kind }: Product): Promise<Control> {
  const [hidden_ms, leapt_points] = [200, -400]
  const { page } = tab
  const watched = async (disturb: () => Promise<unknown>) => {
    await page.evaluate((which) => window.bench.watch(which), kind)
    await Promise.all([turn(tab, -40, 1_200), page.waitForTimeout(500).then(disturb)])
    await page.waitForTimeout(400)
    return page.evaluate(() => window.bench.stop())
  }
  const blank = await watched(() => page.evaluate(([which, ms]) => window.bench.hide(which, ms), [kind, hidden_ms] as const))
  const leap = await watched(() => page.evaluate(([which, points]) => window.bench.leap(which, points), [kind, leapt_points] as const))
  const seen_blank_ms = blank?.longest_blank_ms ?? 0
  const seen_jumps = leap?.jumps.length ?? 0
  // A timer is late by a frame or two, and an interval counts whole.
  return { hidden_ms, seen_blank_ms, leapt_points, seen_jumps, is_seen: seen_blank_ms >= hidden_ms * 0.75 && seen_jumps > 0 }
}

async function timed({ tab, kind }: Product, selector: string, text: string | undefined): Promise<{ ms: number; cpu: Cpu }> {
  const before = await tab.cpu()
  await tab.page.evaluate((sign) => window.bench.arm(sign), { kind, text })
  await tab.tap(selector)
  const ms = await inTime(tab.page.evaluate(() => window.bench.result()))
  if (ms === undefined) throw new Error('unable to measure; nothing was armed')
  return { ms, cpu: since(before, await tab.cpu()) }
}

async function repeat(count: number, measure: (index: number) => Promise<{ ms: number; cpu: Cpu }>): Promise<Timed> {
  const all: { ms: number; cpu: Cpu }[] = []
  for (let index = 0; index < count; index++) all.push(await measure(index))
  return { ms: all.map(({ ms }) => ms), cpu: all.map(({ cpu }) => cpu) }
}

function inTime<T>(work: Promise<T>): Promise<T> {
  let timer: ReturnType<typeof setTimeout> | undefined
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error('unable to measure; nothing was painted')), PATIENCE_MS)
  })
  return Promise.race([work, late]).finally(() => clearTimeout(timer))
}
