// `npm run bench:app`: how fast the web app is with a long conversation and a long list, in a real browser against the server that
// `npm start` runs, and react-native-gifted-chat with the same messages beside it.
// How a blank, a jump and a paint are decided stands in page/: cover.ts, blank-time.ts, movement.ts, paint.ts.

import { writeFileSync } from 'node:fs'
import { loadavg } from 'node:os'
import { join } from 'node:path'
import { folderOnDisk, machineFacts } from '../machine.ts'
import { DataFolder } from '../processes.ts'
import { startAppServer } from './app-server.ts'
import { bundle, openBrowser, since, Tab } from './browser.ts'
import { type Extent, HELP, readOptions } from './extent.ts'
import { exportGifted, readMessages, serveGifted } from './gifted-server.ts'
import { type Control, type Measured, measureOpen, measureScroll, measureSend, openChat, runControl, type Timed } from './measure.ts'
import type { Filled } from './page/fill-page.ts'
import { gifted, jobline, type Product } from './products.ts'
import { type Results, renderReport, summarise } from './report.ts'
import { PERSON, seed } from './seed.ts'

/** What react-native-gifted-chat's own example pages by is less; forty rows are two screens. */
const GIFTED_PAGE = 40
/** Of sysexits: this machine lacks something. */
const CANNOT_RUN = 75

async function main(): Promise<number> {
  const { help, data, extent, is_full } = readOptions(process.argv.slice(2))
  if (help) {
    say(HELP)
    return 0
  }
  if (process.platform !== 'linux')
    throw new Error('unable to measure; the facts about the machine are read from /proc, which only Linux has')
  const parent = folderOnDisk(data === undefined ? undefined : [data])
  if (parent === undefined) throw new Error('unable to measure; no folder on a real disk was found. Name one with --data')
  const folder = new DataFolder(parent)
  try {
    const results = await measure(folder.path, extent)
    if (typeof results === 'string') {
      say(`SKIPPED: ${results}`)
      return CANNOT_RUN
    }
    say(renderReport(results))
    if (!Object.values(results.controls).every(({ is_seen }) => is_seen)) {
      say('A control was not seen: what was measured means nothing, and nothing is written.')
      return 1
    }
    if (is_full) writeFileSync(join(import.meta.dirname, '..', 'results', 'app.json'), `${JSON.stringify(summarise(results), null, 2)}\n`)
    return 0
  } finally {
    folder.remove()
  }
}

/** A string says what this machine lacks. */
async function measure(folder: string, extent: Extent): Promise<Results | string> {
  const machine = { ...machineFacts(folder), load_before: Math.round((loadavg()[0] ?? 0) * 10) / 10 }
  const dist = join(folder, 'gifted')
  say('Building the page of react-native-gifted-chat …')
  await exportGifted(dist)
  const data_folder = join(folder, 'data')
  const server = await startAppServer(data_folder)
  const stops: (() => Promise<unknown>)[] = [() => server.stop()]
  try {
    say(`Saying ${extent.messages.toLocaleString('en')} messages, in ${extent.conversations.toLocaleString('en')} conversations …`)
    let started = performance.now()
    const { conversation_id } = await seed(server, extent.conversations, extent.messages)
    const seed_seconds = seconds(started)
    const browser = await openBrowser(join(folder, 'profile'))
    if ('reason' in browser) return browser.reason
    const { context } = browser
    stops.unshift(() => context.close())
    say('Filling the cache …')
    started = performance.now()
    const filled = await fillCache(context, server.url, conversation_id, extent)
    const fill_seconds = seconds(started)

    const own = await jobline(context, server.url, conversation_id)
    say('Page loads …')
    const { load, load_heap_bytes } = await measureLoad(own, extent.loads)
    const products: Record<string, Measured> = {}
    const controls: Record<string, Control> = {}
    await measureProduct(own, extent, products, controls)
    const gifted_server = serveGifted(dist, readMessages(data_folder, conversation_id))
    stops.unshift(() => gifted_server.stop())
    for (const page of [0, GIFTED_PAGE]) await measureProduct(await gifted(context, gifted_server.url, page), extent, products, controls)
    return {
      date: new Date().toISOString().slice(0, 10),
      extent,
      browser: browser.version,
      machine,
      filled: { ...filled, seed_seconds, fill_seconds },
      load,
      load_heap_bytes,
      products,
      controls,
    }
  } finally {
    for (const stop of stops) await stop()
  }
}

async function fillCache(context: Parameters<typeof Tab.open>[0], url: string, conversation_id: string, extent: Extent): Promise<Filled> {
  const { page } = await Tab.open(context)
  const script = await bundle('fill-page.ts')
  await page.route('**/bench-fill', (route) => route.fulfill({ contentType: 'text/html', body: '<!doctype html><title>fill</title>' }))
  await page.goto(`${url}/bench-fill`)
  await page.addScriptTag({ content: script })
  const filled = await page.evaluate(([person, id, least]) => window.fill(person, id, least), [
    PERSON,
    conversation_id,
    extent.conversations,
  ] as const)
  await page.close()
  if (filled.messages < extent.messages || filled.conversations < extent.conversations)
    throw new Error(`unable to measure; only ${filled.messages} messages of ${filled.conversations} conversations are in the cache`)
  return filled
}

/** From the beginning of the load to the list, which the cache has before the server has answered. */
async function measureLoad({ load, tab }: Product, count: number): Promise<{ load: Timed; load_heap_bytes: number }> {
  const all: { ms: number; cpu: Timed['cpu'][number] }[] = []
  for (let index = 0; index < count; index++) {
    await load()
    const ms = await tab.page.evaluate(() => window.bench.list())
    // Another process, another count: it begins with the load.
    const none = { task_ms: 0, script_ms: 0, layout_ms: 0, style_ms: 0 }
    all.push({ ms: ms ?? Number.NaN, cpu: since(none, await tab.cpu()) })
  }
  return { load: { ms: all.map(({ ms }) => ms), cpu: all.map(({ cpu }) => cpu) }, load_heap_bytes: await tab.heap() }
}

async function measureProduct(
  product: Product,
  extent: Extent,
  products: Record<string, Measured>,
  controls: Record<string, Control>,
): Promise<void> {
  say(`${product.name}: opening …`)
  const open = await measureOpen(product, extent.openings)
  const heap_bytes = await product.tab.heap()
  say(`${product.name}: sending …`)
  const send = await measureSend(product, extent.sends)
  say(`${product.name}: scrolling …`)
  await openChat(product)
  const scroll = await measureScroll(product, extent.scroll_seconds)
  await openChat(product)
  controls[product.name] = await runControl(product)
  products[product.name] = { open, heap_bytes, send, scroll }
  await product.tab.page.close()
}

const seconds = (started: number) => Math.round((performance.now() - started) / 1_000)

const say = (text: string): void => {
  process.stdout.write(`${text}\n`)
}

main().then(
  (code) => process.exit(code),
  (error: unknown) => {
    process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`)
    process.exit(1)
  },
)
