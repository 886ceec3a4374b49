// A hand at a wheel: bursts with short rests between them, mostly up through history, at times back down. A page that is busy gets
// what the hand did meanwhile, a little late, as from a real mouse.

import { type Tab, WINDOW } from './browser.ts'

const STEP = 40
const STEP_MS = 16
const BURST_MS = 1_600
const REST_MS = 400
/** Every so many bursts go back down, half as far. */
const DOWN_EVERY = 6
/** Events that the page has not taken yet; a hand does not turn on for ever against a page that stands still. */
const UNTAKEN = 8

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))

/** Points a second while it turns. */
export const SPEED = (STEP * 1_000) / STEP_MS

export async function turnWheel(tab: Tab, seconds: number): Promise<void> {
  const end = performance.now() + seconds * 1_000
  for (let burst = 1; performance.now() < end; burst++) {
    const is_down = burst % DOWN_EVERY === 0
    await turn(tab, is_down ? STEP : -STEP, is_down ? BURST_MS / 2 : BURST_MS)
    await Promise.all([pause(REST_MS), tab.page.evaluate(() => window.bench.rested())])
  }
}

export async function turn(tab: Tab, step: number, ms: number): Promise<void> {
  let untaken = 0
  const sent: Promise<unknown>[] = []
  const from = performance.now()
  for (let count = 0; count * STEP_MS < ms; count++) {
    await pause(Math.max(0, from + count * STEP_MS - performance.now()))
    while (untaken >= UNTAKEN) await pause(STEP_MS)
    untaken++
    const wheel = { type: 'mouseWheel', x: WINDOW.width / 2, y: WINDOW.height / 2, deltaX: 0, deltaY: step } as const
    sent.push(
      tab.cdp.send('Input.dispatchMouseEvent', wheel).finally(() => {
        untaken--
      }),
    )
  }
  await Promise.all(sent)
}
