// `jobline restore --force` over the folder of a server that was killed, itself killed at one system call after the
// other: whenever that is, the folder must hold all of the old database or all of the new one.

import { Database } from 'bun:sqlite'
import { cpSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openMarketplace, tokenOf, UNLIMITED_ENVIRONMENT } from '../harness/marketplace.ts'
import { ServerProcess } from '../harness/server-process.ts'

export interface RestoreRunOptions {
  readonly root: string
  /** Each of these is killed at its first call, at its second, and so on until a run needs no more of them. */
  readonly system_calls: readonly string[]
}

export interface RestoreReport {
  readonly problems: readonly string[]
  readonly kills: number
  /** How often the folder held which database afterwards. */
  readonly found: Readonly<Record<'old' | 'new', number>>
}

const WORKER = 'worker-0'

export async function restoreRun({ root, system_calls }: RestoreRunOptions): Promise<RestoreReport> {
  const place = mkdtempSync(join(tmpdir(), 'jobline-restore-'))
  const problems: string[] = []
  const found = { old: 0, new: 0 }
  let kills = 0
  try {
    const { killed, copy, texts } = await prepareFolders(root, place)
    const expected = { old: JSON.stringify(texts.old), new: JSON.stringify(texts.new) }
    for (const call of system_calls) {
      for (let nth = 1; ; nth++) {
        const folder = join(place, `${call}-${nth}`)
        cpSync(killed, folder, { recursive: true })
        const is_killed = await restoreKilledAt(root, folder, copy, call, nth)
        const told = JSON.stringify(readTexts(folder))
        const at = is_killed ? `killed at ${call} number ${nth}` : 'not killed'
        if (told !== expected.old && told !== expected.new) problems.push(`lost: ${at}, the folder holds ${told}`)
        else if (!is_killed && told !== expected.new) problems.push(`lost: ${at}, the folder holds the old database`)
        if (is_killed) {
          kills++
          found[told === expected.new ? 'new' : 'old']++
          // A second try is not hindered by what the first has left.
          if (await restoreKilledAt(root, folder, copy, call, 0)) problems.push(`stuck: ${at}, and then it cannot be restored`)
          else if (JSON.stringify(readTexts(folder)) !== expected.new)
            problems.push(`lost: ${at}, and then restored, the copy is not there`)
        }
        rmSync(folder, { recursive: true, force: true })
        if (!is_killed) break
      }
    }
    return { problems, kills, found }
  } finally {
    rmSync(place, { recursive: true, force: true })
  }
}

/** The folder of a server that was killed, its newest messages in the log only, and a copy made before them. */
async function prepareFolders(root: string, place: string) {
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
  return { killed, copy, texts: { old: ['in both', 'after the copy', 'and the newest'], new: ['in both'] } }
}

/** true: it was killed; false: it went through. `nth` 0 kills it never. */
async function restoreKilledAt(root: string, folder: string, copy: string, call: string, nth: number): Promise<boolean> {
  const fault = ['strace', '-f', '-qq', '-o', '/dev/null', '-e', `trace=${call}`, '-e', `inject=${call}:signal=KILL:when=${nth}`]
  const code = await command(root, ['restore', '--from', copy, '--data', folder, '--force'], nth > 0 ? fault : [])
  return code !== 0
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
    const db = new Database(join(folder, 'jobline.db'), { create: false, readwrite: true })
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
