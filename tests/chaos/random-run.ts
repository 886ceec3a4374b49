// Several phones write to each other while their networks break, they die and the server dies; then all heals, and what
// everybody saw is judged against the database and every screen. A seed repeats the plan, not the microsecond.

import { Database } from 'bun:sqlite'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createSqliteCache } from '@jobline/client/sqlite'
import { bunSqlFile, FaultProxy, SeededRandom } from '@jobline/testkit'
import { check, countOutcomes } from '../harness/checker.ts'
import type { Outcome } from '../harness/history.ts'
import { judgeDatabase } from '../harness/judge-database.ts'
import { openMarketplace, readAll, tokenOf, UNLIMITED_ENVIRONMENT } from '../harness/marketplace.ts'
import { ServerProcess } from '../harness/server-process.ts'
import { deliveredTo, newestIn, readBy, unreadIn } from '../harness/witness.ts'
import { ClientProcess } from './client-process.ts'
import { FAULT_NAMES, FAULTS, type FaultName } from './faults.ts'

export interface RandomRunOptions {
  readonly root: string
  /** So many workers and as many clients, each with a phone. */
  readonly workers: number
  readonly faults: number
  readonly seed: number
  /** After the last fault everybody has so long to agree; what differs then is told by name. */
  readonly patience_ms: number
}

export interface RandomReport {
  readonly problems: readonly string[]
  readonly planned: number
  /** How many of them met anything, by name. */
  readonly struck: Readonly<Record<FaultName, number>>
  readonly outcomes: Readonly<Record<Outcome, number>>
  /** Edits, deletions. */
  readonly changes: number
  readonly phones: number
}

interface Phone {
  readonly process: ClientProcess
  readonly proxy: FaultProxy
  readonly user_id: string
  readonly conversation_ids: readonly string[]
  readonly file: string
  written: number
  readonly deleted: Set<string>
}

const EMOJI = ['👍', '❤️'] as const
const WORDS = ['gate', 'ärger', '水漏れ', 'مرحبا', '👩‍🔧', 'two\nlines', "it's", 'ñ'] as const

export async function randomRun({ root, workers, faults, seed, patience_ms }: RandomRunOptions): Promise<RandomReport> {
  const random = new SeededRandom(seed)
  const data_dir = mkdtempSync(join(tmpdir(), 'jobline-random-'))
  const database = join(data_dir, 'jobline.db')
  const server = new ServerProcess({ root, data_dir, environment: UNLIMITED_ENVIRONMENT })
  await server.start()
  const cast = await openMarketplace(server, workers)
  const phones = await Promise.all([...cast].map((entry, index) => startPhone(entry, index)))
  const problems: string[] = []
  let changes = 0
  const struck = Object.fromEntries(FAULT_NAMES.map((name) => [name, 0])) as Record<FaultName, number>

  async function startPhone([user_id, conversation_ids]: [string, readonly string[]], index: number): Promise<Phone> {
    // A seed of its own: how often a proxy draws is up to the kernel.
    const proxy = await FaultProxy.start({ port: () => server.port, random: new SeededRandom(seed + index) })
    const file = join(data_dir, `${user_id}.db`)
    const process = new ClientProcess(user_id, { url: proxy.url, user_id, token: await tokenOf(user_id), conversation_ids, file })
    process.start()
    return { process, proxy, user_id, conversation_ids, file, written: 0, deleted: new Set() }
  }

  async function killPhone(phone: Phone): Promise<void> {
    await phone.process.kill()
    problems.push(...(await tooEarly(phone, database)))
    phone.process.start()
  }
  async function killServer(): Promise<void> {
    await server.kill()
    await somebodyActs(random.between(0, 10))
    await server.start()
  }

  /** People go on, whatever the network does: resolves when their devices have kept what they wrote. */
  async function somebodyActs(times: number, first?: Phone): Promise<void> {
    for (let count = 0; count < times; count++) {
      const phone = (count === 0 ? first : undefined) ?? random.pick(phones)
      const conversation_id = random.pick(phone.conversation_ids)
      if (random.chance(0.3)) phone.process.tell({ type: 'read', conversation_id })
      if (random.chance(0.3)) changeSomething(phone, conversation_id)
      const words = Array.from({ length: random.between(1, 20) }, () => random.pick(WORDS)).join(' ')
      const text = `${phone.user_id} #${++phone.written}: ${words}`
      phone.process.tell({ type: 'send', conversation_id, text })
      const kept_before = phone.process.kept.length
      await phone.process.until(({ kept }) => kept.length > kept_before)
    }
  }

  /** An edit or a deletion of one's own, a reaction to anybody's; what is deleted by then is refused, and that is fine. */
  function changeSomething(phone: Phone, conversation_id: string): void {
    const newest = ({ process }: Phone) =>
      process.recorder.sends.filter((send) => send.conversation_id === conversation_id && send.id).slice(-8)
    const own = newest(phone).filter(({ id }) => !phone.deleted.has(id as string))
    const anybodys = phones.flatMap(newest)
    if (random.chance(0.5) && anybodys.length > 0) {
      const { id } = random.pick(anybodys)
      phone.process.tell({ type: 'react', conversation_id, id: id as string, emoji: random.pick(EMOJI), active: random.chance(0.7) })
    } else if (own.length > 0) {
      const id = random.pick(own).id as string
      if (random.chance(0.3)) {
        phone.deleted.add(id)
        phone.process.tell({ type: 'delete', conversation_id, id })
      } else phone.process.tell({ type: 'edit', conversation_id, id, text: `${phone.user_id} #${++phone.written}: edited` })
      changes++
    }
  }

  try {
    await Promise.all(phones.map(({ process }) => process.until(({ state }) => state === 'live')))
    // Every kind in turn, in an order that changes: none is left to chance.
    const plan: FaultName[] = []
    while (plan.length < faults) plan.push(...FAULT_NAMES.toSorted(() => random.next() - 0.5))
    let planned = 0
    for (const name of plan.slice(0, faults)) {
      if (phones.some(({ process }) => process.problems.length > 0)) break
      const phone = random.pick(phones)
      planned++
      await FAULTS[name]({ proxy: phone.proxy, killPhone: () => killPhone(phone), killServer }, random, () => struck[name]++)
      // Whom it befell goes first, or it might befall a line that nobody uses.
      await somebodyActs(random.between(1, 10), phone)
      // Half of them last on, beside the next ones.
      if (random.chance(0.5)) phone.proxy.heal()
    }
    for (const { proxy } of phones) proxy.heal()
    for (const { process } of phones) process.tell({ type: 'reconnect' })
    const unsettled = await settle(agree(phones, database), patience_ms)
    problems.push(...unsettled, ...disagreements(phones, database))

    const conversations = await readAll(server, cast)
    const screens = await Promise.all(phones.map(({ process }) => process.screen()))
    for (const { process } of phones) await process.kill()
    const code = await server.stop()
    if (code !== 0) problems.push(`stop: the server ended with ${code}`)
    const histories = phones.map(({ process }) => process.recorder)
    const stored = new Set([...conversations.values()].flatMap((messages) => messages.map(({ id }) => id)))
    // What still waits on a phone is not lost.
    if (unsettled.length === 0) for (const { process } of phones) problems.push(...neverArrived(process, stored))
    for (const { process } of phones) problems.push(...process.problems)
    problems.push(...check(histories, { conversations, screens, has_changes: true }), ...judgeDatabase(database))
    return { problems, planned, struck, outcomes: countOutcomes(histories), changes, phones: phones.length }
  } finally {
    for (const { process, proxy } of phones) {
      await process.kill()
      await proxy[Symbol.asyncDispose]()
    }
    await server.kill()
    rmSync(data_dir, { recursive: true, force: true })
  }
}

/** A run whose end was not waited for says so by a word of its own: what it lacks may have been on its way. */
export async function settle(agreed: Promise<void>, patience_ms: number): Promise<string[]> {
  const patience = AbortSignal.timeout(patience_ms)
  const unsettled = [`unsettled: not all agreed within ${patience_ms} ms`]
  return Promise.race([
    agreed.then(() => []),
    new Promise<string[]>((resolve) => patience.addEventListener('abort', () => resolve(unsettled))),
  ])
}

/** G7: what a phone has kept and nobody has deleted. */
function neverArrived({ recorder, kept }: ClientProcess, stored: ReadonlySet<string>): string[] {
  const by_text = new Map(recorder.sends.map((send) => [send.text, send]))
  return kept.flatMap((text) => {
    const { id = '', finals = [] } = by_text.get(text) ?? {}
    return stored.has(id) || finals.includes(undefined) ? [] : [`lost: ${id} of ${recorder.device} was kept and never arrived`]
  })
}

/** G5: what the server was told to be delivered is on the disk of the phone that told it, even if it was killed just then. */
async function tooEarly({ file, user_id }: Phone, database: string): Promise<string[]> {
  const told = marksOf(database).filter((mark) => mark.user_id === user_id)
  const cache = createSqliteCache(bunSqlFile(file))
  try {
    const { conversations } = await cache.load()
    const stored = new Map(conversations.map(({ id, range }) => [id, range.last_seq]))
    return told
      .filter((mark) => mark.delivered_seq > (stored.get(mark.conversation_id) ?? 0))
      .map(
        ({ conversation_id, delivered_seq }) =>
          `early: ${user_id} told ${delivered_seq} of ${conversation_id} to be delivered and holds ${stored.get(conversation_id) ?? 0}`,
      )
  } finally {
    await cache.close()
  }
}

interface Mark {
  readonly conversation_id: string
  readonly user_id: string
  readonly delivered_seq: number
  readonly read_seq: number
  readonly shown_read_seq: number
  readonly unread: number
  readonly last_seq: number
}

function marksOf(database: string): Mark[] {
  const db = new Database(database, { readonly: true })
  try {
    return db
      .query<Mark, []>(
        `SELECT m.conversation_id, m.user_id, m.delivered_seq, m.read_seq, m.shown_read_seq, m.unread, c.last_seq
         FROM members m JOIN conversations c ON c.id = m.conversation_id`,
      )
      .all()
  } finally {
    db.close()
  }
}

/** G4: what each phone shows of places and watermarks and the database does not, or the other way round. */
function disagreements(phones: readonly Phone[], database: string): string[] {
  const marks = marksOf(database)
  return phones.flatMap(({ process, user_id, conversation_ids }) => {
    const expected = marks
      .filter(({ conversation_id }) => conversation_ids.includes(conversation_id))
      .flatMap((mark): [string, number][] => [
        [newestIn(mark.conversation_id), mark.last_seq],
        [readBy(mark.user_id, mark.conversation_id), mark.user_id === user_id ? mark.read_seq : mark.shown_read_seq],
        mark.user_id === user_id
          ? [unreadIn(mark.conversation_id), mark.unread]
          : [deliveredTo(mark.user_id, mark.conversation_id), mark.delivered_seq],
      ])
    const waits =
      process.state === 'live' && process.waiting === 0 ? [] : [`differs: ${user_id} is ${process.state}, ${process.waiting} wait`]
    const differing = expected.filter(([what, value]) => process.latest.get(what) !== value)
    return [...waits, ...differing.map(([what, value]) => `differs: ${user_id} shows ${what} at ${process.latest.get(what)}, not ${value}`)]
  })
}

/** Resolves when every phone has sent everything and shows what the database has. */
async function agree(phones: readonly Phone[], database: string): Promise<void> {
  while (disagreements(phones, database).length > 0) {
    for (const { process } of phones) await process.until(({ state, waiting }) => state === 'live' && waiting === 0)
    if (disagreements(phones, database).length === 0) return
    // Something is on its way: look again when anybody has told something new.
    await Promise.race(phones.map(({ process }) => process.next()))
  }
}
