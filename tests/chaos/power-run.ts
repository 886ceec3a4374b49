// The power of the server's disk is cut under load, again and again: whatever was acknowledged must be there when the
// machine is back. Clients and their records are on another disk.

import { join } from 'node:path'
import { SeededRandom } from '@jobline/testkit'
import { AckWatch } from '../harness/ack-watch.ts'
import { check } from '../harness/checker.ts'
import { judgeDatabase } from '../harness/judge-database.ts'
import { openMarketplace, readAll, tokenOf, UNLIMITED_ENVIRONMENT } from '../harness/marketplace.ts'
import { Sender } from '../harness/sender.ts'
import { ServerProcess } from '../harness/server-process.ts'
import { type FileSystem, LoopDisk } from './loop-disk.ts'

export interface PowerRunOptions {
  readonly root: string
  readonly file_system: FileSystem
  readonly cuts: number
  readonly seed: number
}

export interface PowerReport {
  readonly problems: readonly string[]
  readonly cuts: number
  readonly acked: number
  readonly resent: number
}

const WORKERS = 2

/** Ends with the first cut that lost anything. */
export async function powerRun({ root, file_system, cuts, seed }: PowerRunOptions): Promise<PowerReport> {
  const random = new SeededRandom(seed)
  using disk = new LoopDisk(file_system)
  const data_dir = join(disk.folder, 'data')
  const server = new ServerProcess({ root, data_dir, environment: UNLIMITED_ENVIRONMENT })
  const watch = new AckWatch()
  const { problems, onAck, onProblem } = watch
  try {
    await server.start()
    const cast = await openMarketplace(server, WORKERS)
    // The stage is not what is tried: it is written out whole.
    await server.stop()
    await server.start()
    const senders = await Promise.all(
      [...cast].map(async ([user_id, conversation_ids]) => {
        return new Sender({ user_id, conversation_ids, token: await tokenOf(user_id), random, window: 4, onAck, onProblem })
      }),
    )
    let done = 0
    while (done < cuts && problems.length === 0) {
      await Promise.all(senders.map((sender) => sender.connect(server.url.replace('http', 'ws'))))
      await watch.whenAcked(watch.acks + random.between(1, 150))
      // Frozen first: a process outlives the cut by a moment, and could report what the cut has overtaken. What it has
      // said before arrives and counts.
      await server.freeze()
      disk.cutPower()
      await server.kill()
      await Promise.all(senders.map((sender) => sender.whenClosed()))
      disk.powerOn()
      done++
      await server.start()
      const conversations = await readAll(server, cast)
      problems.push(
        ...check(
          senders.map(({ history }) => history),
          { conversations, screens: [] },
        ),
      )
    }
    await server.stop()
    problems.push(...judgeDatabase(join(data_dir, 'jobline.db')))
    const sum = (count: (sender: Sender) => number) => senders.reduce((total, sender) => total + count(sender), 0)
    return { problems, cuts: done, acked: sum(({ history }) => history.acked), resent: sum(({ resent }) => resent) }
  } finally {
    await server.kill()
  }
}
