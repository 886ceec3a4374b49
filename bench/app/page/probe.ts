// Put into every page before its own scripts: what the measurement asks a page for.

import { painted, paintedAfterPress, type Sign } from './paint.ts'
import { body, type ListKind, scroller } from './rows.ts'
import { type ScrollReport, ScrollWatch } from './scroll-watch.ts'

let after_press: Promise<number> | undefined
let list: Promise<number> | undefined
let watch: ScrollWatch | undefined

const probe = {
  /** From the beginning of the page's load. */
  awaitList(): void {
    list = painted({ kind: 'jobline-list' })
  },
  list: () => list,
  painted,
  arm(sign: Sign): void {
    after_press = paintedAfterPress(sign)
  },
  result: () => after_press,
  watch(kind: ListKind): void {
    watch = new ScrollWatch(kind)
  },
  rested: () => watch?.rested(),
  stop: (): ScrollReport | undefined => watch?.stop(),
  scrollHeight: (kind: ListKind) => scroller(kind)?.scrollHeight ?? 0,
  /** For the control: rows that cannot be seen for a while. */
  async hide(kind: ListKind, ms: number): Promise<void> {
    const box = scroller(kind)
    const rows = box && body(kind, box)
    if (!(rows instanceof HTMLElement)) return
    rows.style.visibility = 'hidden'
    await new Promise((resolve) => setTimeout(resolve, ms))
    rows.style.visibility = ''
  },
  /** For the control: a leap that nobody scrolled. */
  leap(kind: ListKind, points: number): void {
    const box = scroller(kind)
    if (box) box.scrollTop += points
  },
}

export type Probe = typeof probe

declare global {
  interface Window {
    bench: Probe
  }
}

window.bench = probe
