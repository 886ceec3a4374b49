// `jobline restore --force` over the folder of a server that was killed, itself killed at one system call after the
// other: whenever that is, the folder must hold all of the old database or all of the new one. Where the old one is
// damaged, its bytes and its log must be somewhere. And `jobline backup`: the copy has its name whole or not at all.

import { Database } from 'bun:sqlite'
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openMarketplace, tokenOf, UNLIMITED_ENVIRONMENT } from '../harness/marketplace.ts'
import { ServerProcess } from '../harness/server-process.ts'

export interface RestoreRunOptions {
  readonly root: string
  readonly stage: Stage
  /** Each of these is killed at its first call, at its second, and so on until a run needs no more of them. */
  readonly system_calls: readonly string[]
  /** After each kill the restore is tried again, not only after the first one of a call. */
  readonly is_thorough?: boolean
  /** The old database has lost its head, and no program can read it. */
  readonly is_damaged?: boolean
  /** The file system knows no links: every one fails. */
  readonly without_links?: boolean
}

export interface RestoreReport {
  readonly problems: readonly string[]
  readonly kills: number
  /** How often the folder held which database afterwards. */
  readonly found: Readonly<Record<'old' | 'new', number>>
}

const WORKER = 'worker-0'
const DATABASE = 'jobline.db'
const NO_LINKS = ['-e', 'inject=link,linkat:error=EPERM']

/** Ends with the first kill after which anything was wrong. */
export async function restoreRun({
  root,
  stage,
  system_calls,
  is_thorough = false,
  is_damaged = false,
  without_links = false,
}: RestoreRunOptions): Promise<RestoreReport> {
  const place = mkdtempSync(join(tmpdir(), 'jobline-restore-'))
  const problems: string[] = []
  const found = { old: 0, new: 0 }
  let kills = 0
  try {
    const { copy, texts } = stage
    const killed = join(place, 'killed')
    cpSync(stage.killed, killed, { recursive: true })
    const expected = { old: JSON.stringify(texts.old), new: JSON.stringify(texts.new) }
    const damaged = is_damaged ? damage(killed) : undefined
    /** Which database a server would find. A damaged one is not opened: SQLite would throw its log away. */
    const look = (folder: string): string => {
      const target = join(folder, DATABASE)
      if (damaged && existsSync(target) && readFileSync(target).equals(damaged.database)) return expected.old
      // Without links there is a moment in which the damaged one has left and the new one has not come.
      if (damaged && without_links && !existsSync(target)) return expected.old
      return JSON.stringify(readTexts(folder))
    }
    const missing = (folder: string): string[] => (damaged ? missingOf(damaged, folder) : [])
    const restore = (folder: string, call: string, nth: number) =>
      isKilledAt(root, ['restore', '--from', copy, '--data', folder, '--force'], call, nth, without_links ? NO_LINKS : [])
    for (const call of system_calls) {
      for (let nth = 1; problems.length === 0; nth++) {
        const folder = join(place, `${call}-${nth}`)
        cpSync(killed, folder, { recursive: true })
        const is_killed = await restore(folder, call, nth)
        const at = is_killed ? `killed at ${call} number ${nth}` : 'not killed'
        problems.push(...missing(folder).map((what) => `lost: ${at}, the folder holds ${what} no more`))
        const told = look(folder)
        if (told !== expected.old && told !== expected.new) problems.push(`lost: ${at}, the folder holds ${told}`)
        else if (!is_killed && told !== expected.new) problems.push(`lost: ${at}, the folder holds the old database`)
        if (is_killed) {
          kills++
          found[told === expected.new ? 'new' : 'old']++
          if (nth > 1 && !is_thorough) continue
          // A second try is not hindered by what the first has left.
          if (await restore(folder, call, 0)) problems.push(`stuck: ${at}, and then it cannot be restored`)
          else if (look(folder) !== expected.new) problems.push(`lost: ${at}, and then restored, the copy is not there`)
          problems.push(...missing(folder).map((what) => `lost: ${at}, and then restored, the folder holds ${what} no more`))
        }
        if (!is_killed) break
      }
    }
    return { problems, kills, found }
  } finally {
    rmSync(place, { recursive: true, force: true })
  }
}

export interface BackupReport {
  readonly problems: readonly string[]
  readonly kills: number
}

/** `jobline backup`, killed in the same way: what has the copy's name is the copy. Ends in the same way too. */
export async function backupRun({
  root,
  stage: { killed, texts },
  system_calls,
}: Pick<RestoreRunOptions, 'root' | 'stage' | 'system_calls'>): Promise<BackupReport> {
  const place = mkdtempSync(join(tmpdir(), 'jobline-backup-'))
  const problems: string[] = []
  let kills = 0
  try {
    const expected = JSON.stringify(texts.old)
    for (const call of system_calls) {
      for (let nth = 1; problems.length === 0; nth++) {
        // A folder of its own: a copy is read as a server would read it.
        const folder = join(place, `${call}-${nth}`)
        mkdirSync(folder)
        const copy = join(folder, DATABASE)
        const args = ['backup', '--data', killed, '--to', copy]
        const is_killed = await isKilledAt(root, args, call, nth)
        const at = is_killed ? `killed at ${call} number ${nth}` : 'not killed'
        if (existsSync(copy)) {
          const told = JSON.stringify(readTexts(folder))
          if (told !== expected) problems.push(`half: ${at}, the copy holds ${told}`)
        } else if (await isKilledAt(root, args, call, 0)) problems.push(`stuck: ${at}, and then there can be no backup`)
        else if (JSON.stringify(readTexts(folder)) !== expected) problems.push(`half: ${at}, and then the copy is not whole`)
        if (!is_killed) break
        kills++
      }
    }
    return { problems, kills }
  } finally {
    rmSync(place, { recursive: true, force: true })
  }
}

/** The folder of a server that was killed, its newest messages in the log only, and a copy made before them. */
export interface Stage extends Disposable {
  readonly killed: string
  readonly copy: string
  readonly texts: Readonly<Record<'old' | 'new', readonly string[]>>
}

export async function openStage(root: string): Promise<Stage> {
  const place = mkdtempSync(join(tmpdir(), 'jobline-restore-'))
  const killed = join(place, 'killed')
  const copy = join(place, 'copy.db')
  const server = new ServerProcess({ root, data_dir: killed, environment: UNLIMITED_ENVIRONMENT })
  try {
    await server.start()
    const [conversation_id] = (await openMarketplace(server, 1)).get(WORKER) ?? []
    const token = await tokenOf(WORKER)
    const send = async (text: string) => {
      const response = await fetch(`${server.url}/api/conversations/${conversation_id}/messages/`, {
        method: 'POST',
        headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
        body: JSON.stringify({ id: crypto.randomUUID(), text }),
      })
      if (!response.ok) throw new Error(`unable to send; ${response.status}`)
    }
    await send('in both')
    await command(root, ['backup', '--to', copy, '--data', killed])
    for (const text of ['after the copy', 'and the newest']) await send(text)
  } finally {
    await server.kill()
  }
  return {
    killed,
    copy,
    texts: { old: ['in both', 'after the copy', 'and the newest'], new: ['in both'] },
    [Symbol.dispose]: () => rmSync(place, { recursive: true, force: true }),
  }
}

interface Damaged {
  readonly database: Buffer
  readonly log: Buffer
}

function damage(folder: string): Damaged {
  const file = join(folder, DATABASE)
  const database = readFileSync(file).fill('no head ', 0, 512)
  writeFileSync(file, database)
  return { database, log: readFileSync(`${file}-wal`) }
}

/** What of it is not in this folder any more, under whatever name. */
function missingOf({ database, log }: Damaged, folder: string): string[] {
  const files = readdirSync(folder).map((name) => ({ name, bytes: readFileSync(join(folder, name)) }))
  const has = (end: string, bytes: Buffer) => files.some((file) => file.name.endsWith(end) && file.bytes.equals(bytes))
  return [...(has('', database) ? [] : ['the damaged database']), ...(has('-wal', log) ? [] : ['the log of the damaged database'])]
}

/** true: it was killed; false: it went through. `nth` 0 kills it never. */
async function isKilledAt(root: string, args: readonly string[], call: string, nth: number, faults: readonly string[] = []) {
  const kill = nth > 0 ? ['-e', `inject=${call}:signal=KILL:when=${nth}`] : []
  const tracer = ['strace', '-f', '-qq', '-o', '/dev/null', '-e', `trace=${call},link,linkat`, ...kill, ...faults]
  return (await command(root, args, kill.length + faults.length > 0 ? tracer : [])) !== 0
}

async function command(root: string, args: readonly string[], under: readonly string[] = []): Promise<number> {
  const cli = join(root, 'packages', 'server', 'src', 'cli.ts')
  const child = Bun.spawn([...under, process.execPath, cli, ...args], { cwd: root, stdout: 'ignore', stderr: 'pipe' })
  const said = await new Response(child.stderr).text()
  const code = await child.exited
  if (code !== 0 && child.signalCode !== 'SIGKILL' && code !== 137) throw new Error(`unable to ${args[0]}; ${said}`)
  return code
}

/** As a server finds them: the log beside the file is read too. */
function readTexts(folder: string): string[] | string {
  try {
    const db = new Database(join(folder, DATABASE), { create: false, readwrite: true })
    try {
      const sound = db.query<{ integrity_check: string }, []>('PRAGMA integrity_check').get()?.integrity_check
      if (sound !== 'ok') return `a damaged database: ${sound}`
      return db
        .query<{ text: string }, []>('SELECT text FROM message_rows WHERE text IS NOT NULL ORDER BY seq')
        .all()
        .map(({ text }) => text)
    } finally {
      db.close()
    }
  } catch (error) {
    return `no database: ${error instanceof Error ? error.message : error}`
  }
}
