// Figures → one table for people and one object for machines.

import type { MachineFacts } from '../machine.ts'
import { median } from '../report.ts'
import type { Cpu } from './browser.ts'
import type { Extent } from './extent.ts'
import type { Control, Measured, Timed } from './measure.ts'
import type { Filled } from './page/fill-page.ts'

export interface Results {
  readonly date: string
  readonly extent: Extent
  readonly browser: string
  readonly machine: MachineFacts & { readonly load_before: number }
  readonly filled: Filled & { readonly seed_seconds: number; readonly fill_seconds: number }
  readonly load: Timed
  readonly load_heap_bytes: number
  readonly products: Readonly<Record<string, Measured>>
  readonly controls: Readonly<Record<string, Control>>
}

const TARGETS = { open_ms: 200, send_ms: 50, blank_ms: 100, jumps: 0 }

/** Load average before the run from which on the report says so. */
const BUSY = 0.7

const round = (value: number, digits = 1) => Math.round(value * 10 ** digits) / 10 ** digits

/** The least value that so large a part of them does not exceed. */
export function percentile(values: readonly number[], part: number): number {
  const sorted = [...values].sort((a, b) => a - b)
  return sorted[Math.max(0, Math.ceil(sorted.length * part) - 1)] ?? Number.NaN
}

const spread = ({ ms, cpu }: Timed) => ({
  median_ms: round(median(ms)),
  p95_ms: round(percentile(ms, 0.95)),
  max_ms: round(Math.max(...ms)),
  rounds: ms.length,
  cpu_median: Object.fromEntries(
    (['task_ms', 'script_ms', 'layout_ms', 'style_ms'] as const).map((kind) => [kind, round(median(cpu.map((each) => each[kind])))]),
  ),
})

const rounded = (cpu: Cpu) => Object.fromEntries(Object.entries(cpu).map(([kind, ms]) => [kind, Math.round(ms)]))

export function summarise({ load, load_heap_bytes, products, ...rest }: Results) {
  return {
    ...rest,
    targets: TARGETS,
    list_from_cache: { ...spread(load), heap_bytes: load_heap_bytes },
    products: Object.fromEntries(
      Object.entries(products).map(([name, { open, send, scroll, heap_bytes }]) => {
        // All of them are in `jumps` by number; the first say of which kind.
        const { jumps, ...report } = scroll.report
        return [
          name,
          {
            open: spread(open),
            heap_bytes,
            send: spread(send),
            scroll: { ...report, jumps: jumps.length, first_jumps: jumps.slice(0, 5), cpu: rounded(scroll.cpu) },
          },
        ]
      }),
    ),
  }
}

export function renderReport(results: Results): string {
  const { products, controls, load, filled, load_heap_bytes, machine } = results
  const names = Object.keys(products)
  const row = (title: string, show: (measured: Measured) => string, goal = '', isReached?: (measured: Measured) => boolean) => {
    const own = products.jobline
    const verdict = goal === '' || !own || !isReached ? '' : `${goal}: ${isReached(own) ? 'reached' : 'MISSED'}`
    return [title, ...names.map((name) => show(products[name] as Measured)), verdict]
  }
  const times = ({ ms }: Timed) => `${round(median(ms), 0)} / ${round(percentile(ms, 0.95), 0)} / ${round(Math.max(...ms), 0)}`
  const cpu = ({ cpu: all }: Timed) => `${round(median(all.map(({ task_ms }) => task_ms)), 0)}`
  const p95 = ({ ms }: Timed) => percentile(ms, 0.95)
  return [
    '',
    `${filled.messages.toLocaleString('en')} messages and ${filled.conversations.toLocaleString('en')} conversations in IndexedDB; seeded in ${filled.seed_seconds} s, filled in ${filled.fill_seconds} s.`,
    ...(machine.load_before > BUSY
      ? [`OTHER WORK RAN ON THIS MACHINE (load ${machine.load_before}): times are longer than they would be.`]
      : []),
    `Page load to the list from the cache, ms (median / p95 / max): ${times(load)}; heap ${megabytes(load_heap_bytes)} MB`,
    '',
    ...table([
      ['', ...names, ''],
      row(
        'tap to messages, ms (median / p95 / max)',
        ({ open }) => times(open),
        `p95 ≤ ${TARGETS.open_ms}`,
        ({ open }) => p95(open) <= TARGETS.open_ms,
      ),
      row('  CPU of the page, ms', ({ open }) => cpu(open)),
      row('heap when open, MB', ({ heap_bytes }) => megabytes(heap_bytes)),
      row(
        'send to bubble, ms (median / p95 / max)',
        ({ send }) => times(send),
        `p95 ≤ ${TARGETS.send_ms}`,
        ({ send }) => p95(send) <= TARGETS.send_ms,
      ),
      row('  CPU of the page, ms', ({ send }) => cpu(send)),
      row('frames while scrolling', ({ scroll: { report } }) => `${report.frames} in ${Math.round(report.seconds)} s`),
      row('frame, ms (p95 / longest)', ({ scroll: { report } }) => `${report.frame_p95_ms} / ${report.longest_frame_ms}`),
      row(
        'blank, ms (longest / in all)',
        ({ scroll: { report } }) => `${report.longest_blank_ms} / ${report.blank_ms}`,
        `≤ ${TARGETS.blank_ms}`,
        ({ scroll: { report } }) => report.longest_blank_ms <= TARGETS.blank_ms,
      ),
      row(
        'jumps',
        ({ scroll: { report } }) => `${report.jumps.length}`,
        'none',
        ({ scroll: { report } }) => report.jumps.length === 0,
      ),
      row('points scrolled / held back', ({ scroll: { report } }) => `${report.scrolled_points} / ${report.held_back_points}`),
      row('  CPU of the page, ms', ({ scroll }) => `${Math.round(scroll.cpu.task_ms)}`),
    ]),
    '',
    ...Object.entries(controls).map(
      ([name, { hidden_ms, seen_blank_ms, leapt_points, seen_jumps, is_seen }]) =>
        `Control, ${name}: rows hidden for ${hidden_ms} ms, seen as ${seen_blank_ms} ms; a leap of ${leapt_points} points, seen as ${seen_jumps} jumps: ${is_seen ? 'seen' : 'NOT SEEN'}`,
    ),
    '',
  ].join('\n')
}

const megabytes = (bytes: number) => round(bytes / 1_048_576).toLocaleString('en')

function table(rows: readonly (readonly string[])[]): string[] {
  const widths = rows[0]?.map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0))) ?? []
  return rows.map((row) =>
    row.map((cell, column) => (column === 0 ? cell.padEnd(widths[0] ?? 0) : cell.padStart(widths[column] ?? 0))).join('  '),
  )
}
