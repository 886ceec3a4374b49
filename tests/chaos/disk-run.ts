// A server whose disk is full, or fails: what clients meet meanwhile, and what is there afterwards. The library's own
// clients keep writing all the time, so that whatever the disk refuses has to wait on the phones.

import { spawn, spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, statfsSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createChatClient, createMemoryCache, type MessageItem } from '@jobline/client'
import type { DownFrame } from '@jobline/protocol'
import { TestSocket } from '@jobline/testkit'
import { until } from '@jobline/testkit/until'
import { check } from '../harness/checker.ts'
import { Recorder } from '../harness/history.ts'
import { judgeDatabase } from '../harness/judge-database.ts'
import { openMarketplace, readAll, tokenOf, UNLIMITED_ENVIRONMENT } from '../harness/marketplace.ts'
import { ServerProcess } from '../harness/server-process.ts'
import { Witness } from '../harness/witness.ts'

const WORKER = 'worker-0'
const CLIENT = 'client-0'

export interface DiskReport {
  readonly problems: readonly string[]
  /** In the order in which they were met. */
  readonly events: readonly string[]
  readonly acked: number
}

interface Stage {
  readonly server: ServerProcess
  readonly worker: Witness
  /** Writes as the worker; resolves when the phone has kept it. */
  write(): Promise<unknown>
  /** Resolves when the phone has nothing to send any more. */
  allSent(): Promise<unknown>
  /** A send on a socket of its own: what the server says to it. */
  tryToSend(): Promise<DownFrame<'ack' | 'error'>>
  isReady(): Promise<boolean>
  /** How many frames the server has answered with an error since its start. */
  countRefusals(): Promise<number>
  /** How many messages the other person can read. */
  countReadable(): Promise<number>
  note(event: string): void
}

/** A server on this folder, two people with the client library, and the verdict when `play` is through. */
async function onStage(root: string, data_dir: string, play: (stage: Stage) => Promise<void>): Promise<DiskReport> {
  const server = new ServerProcess({ root, data_dir, environment: UNLIMITED_ENVIRONMENT })
  const events: string[] = []
  await server.start()
  const cast = await openMarketplace(server, 1)
  const conversation_id = cast.get(WORKER)?.[0] as string
  const people = [WORKER, CLIENT].map((user_id) => {
    const recorder = new Recorder(user_id, user_id)
    const ports = { random: { next: () => 0 } }
    const client = createChatClient({ url: server.url, user_id, cache: createMemoryCache(), getToken: () => tokenOf(user_id), ports })
    const witness = new Witness(client, recorder)
    witness.watch(conversation_id)
    return { recorder, witness }
  })
  const [worker] = people.map(({ witness }) => witness) as [Witness]
  const prober = new Recorder('a socket of its own', CLIENT)
  const filler = 'x'.repeat(4_000)
  let written = 0
  const stage: Stage = {
    server,
    worker,
    write: () => worker.send(conversation_id, `#${++written} ${filler}`),
    allSent: () => until(worker.client.connection, ({ state, waiting }) => state === 'live' && waiting === 0),
    async tryToSend() {
      const socket = await TestSocket.dial(`${server.url.replace('http', 'ws')}/ws/`, { token: await tokenOf(CLIENT) })
      await socket.next('hello')
      const text = `probe ${++written} ${filler}`
      const id = crypto.randomUUID()
      prober.invoked(conversation_id, text)
      prober.named(text, id)
      const answer = await socket.ask({ type: 'chat_message', id, conversation_id, text })
      if (answer.type === 'ack') prober.ok(id, { seq: answer.seq ?? 0, rev: answer.rev ?? 0 })
      socket.close()
      return answer
    },
    isReady: async () => (await fetch(`${server.url}/readyz`)).status === 200,
    async countRefusals() {
      const metrics = await (await fetch(`${server.url}/metrics`)).text()
      return Number(/^jobline_errors_out_total (\d+)/m.exec(metrics)?.[1])
    },
    async countReadable() {
      return (await readAll(server, cast)).get(conversation_id)?.length ?? 0
    },
    note: (event) => events.push(event),
  }
  const problems: string[] = []
  try {
    await Promise.all(people.map(({ witness }) => until(witness.client.connection, ({ state }) => state === 'live')))
    await play(stage)
    await stage.allSent()
    const conversations = await readAll(server, cast)
    const last = conversations.get(conversation_id)?.at(-1)?.id
    // What was refused for good stays below the others on the screen of who wrote it.
    const newest = (items: readonly MessageItem[]) => items.findLast(({ seq }) => seq > 0)?.id
    for (const { witness } of people) await until(witness.client.messages(conversation_id), ({ items }) => newest(items) === last)
    const screens = people.map(({ witness, recorder }) => ({
      device: recorder.device,
      must_show: [conversation_id],
      conversations: new Map([[conversation_id, witness.screen(conversation_id)]]),
    }))
    for (const { witness } of people) await witness.client.close()
    await server.stop()
    const histories = [...people.map(({ recorder }) => recorder), prober]
    problems.push(...check(histories, { conversations, screens }), ...judgeDatabase(join(data_dir, 'jobline.db')))
    return { problems, events, acked: histories.reduce((sum, { acked }) => sum + acked, 0) }
  } finally {
    for (const { witness } of people) await witness.client.close()
    await server.kill()
  }
}

/** A disk of a few megabytes, or why there can be none here. */
export function mountSmallDisk(): { readonly folder: string; unmount(): void } | string {
  const folder = mkdtempSync(join(tmpdir(), 'jobline-small-'))
  const { status, stderr } = spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=3m', 'tmpfs', folder], { encoding: 'utf8' })
  const unmount = () => {
    spawnSync('umount', ['-l', folder])
    rmSync(folder, { recursive: true, force: true })
  }
  if (status === 0) return { folder, unmount }
  unmount()
  return stderr?.trim() || 'it cannot be mounted'
}

/** The disk fills up under a writing client, stays full for a while, and has room again. */
export async function fullDiskRun(root: string): Promise<DiskReport> {
  const disk = mountSmallDisk()
  if (typeof disk === 'string') throw new Error(`unable to mount a small disk; ${disk}`)
  try {
    return await onStage(root, disk.folder, async (stage) => {
      const { worker, note } = stage
      for (let count = 0; count < 5; count++) await stage.write()
      await stage.allSent()
      const ballast = join(disk.folder, 'ballast')
      const { bavail, bsize } = statfsSync(disk.folder)
      writeFileSync(ballast, new Uint8Array(Math.max(0, bavail - 40) * bsize))
      let refusal: DownFrame<'ack' | 'error'> | undefined
      while (refusal?.type !== 'error') refusal = await stage.tryToSend()
      note(`a send is answered with ${refusal.code}, ${refusal.retryable ? 'for now' : 'for good'}`)
      const refusals = await stage.countRefusals()
      await stage.write()
      // The phone has met the full disk itself: nobody else sends.
      while ((await stage.countRefusals()) === refusals);
      const again = await stage.tryToSend()
      note(`the next one with ${again.type === 'error' ? again.code : 'an acknowledgement'}`)
      note((await stage.isReady()) ? 'ready' : 'not ready')
      note((await stage.countReadable()) > 5 ? 'reads go on' : 'reads fail')
      note(worker.client.connection.getSnapshot().waiting === 1 ? 'the phone keeps it' : 'the phone has nothing to send')
      rmSync(ballast)
      await stage.allSent()
      note((await stage.isReady()) ? 'ready' : 'not ready')
    })
  } finally {
    disk.unmount()
  }
}

/** Every flush of this process fails, until the function that is returned is called. Needs strace. */
async function failFlushes(pid: number): Promise<() => Promise<void>> {
  const tracer = spawn('strace', ['-f', '-p', String(pid), '-e', 'trace=fsync,fdatasync', '-e', 'inject=fsync,fdatasync:error=EIO'], {
    stdio: ['ignore', 'ignore', 'pipe'],
  })
  const ended = new Promise<void>((resolve) => tracer.on('exit', () => resolve()))
  let said = ''
  await new Promise<void>((resolve, reject) => {
    tracer.on('error', reject)
    tracer.on('exit', () => reject(new Error(`unable to trace; ${said.trim()}`)))
    tracer.stderr.on('data', (data) => {
      said += String(data)
      if (said.includes('attached')) resolve()
    })
  })
  return () => {
    tracer.kill('SIGTERM')
    return ended
  }
}

/** undefined, or why no system call can be made to fail here. */
export function missingTracer(): string | undefined {
  const { status, stderr, error } = spawnSync('strace', ['-qq', '-e', 'trace=none', 'true'], { encoding: 'utf8' })
  return status === 0 ? undefined : (error?.message ?? stderr.trim())
}

/** A flush fails under a writing client. Then the disk is as good as ever, and the process must not believe it. */
export async function failedFlushRun(root: string): Promise<DiskReport> {
  const data_dir = mkdtempSync(join(tmpdir(), 'jobline-eio-'))
  try {
    return await onStage(root, data_dir, async (stage) => {
      const { server, note } = stage
      for (let count = 0; count < 5; count++) await stage.write()
      await stage.allSent()
      const repair = await failFlushes(server.pid)
      const failed = await stage.tryToSend()
      note(
        `a send is answered with ${failed.type === 'error' ? `${failed.code}, ${failed.retryable ? 'for now' : 'for good'}` : failed.type}`,
      )
      await repair()
      const later = await stage.tryToSend()
      note(`with a disk that works again: ${later.type === 'error' ? later.code : 'an acknowledgement'}`)
      await stage.write()
      note((await stage.isReady()) ? 'ready' : 'not ready')
      note((await stage.countReadable()) > 5 ? 'reads go on' : 'reads fail')
      note(
        /"msg":"failure"/.test(server.log) && /disk failed with SQLITE_IOERR/.test(server.log)
          ? 'the log says why'
          : 'the log says nothing',
      )
      // As killed as it can be: nothing of what it holds in memory may be needed.
      await server.kill()
      await server.start()
      note((await stage.isReady()) ? 'ready' : 'not ready')
    })
  } finally {
    rmSync(data_dir, { recursive: true, force: true })
  }
}
