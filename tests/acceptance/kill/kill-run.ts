// One run: a marketplace under load, the server killed again and again, and the verdict. What chance decides comes
// from the seed; when exactly the kernel runs whom does not, so a seed repeats the plan, not the microsecond.

import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { SeededRandom } from '@jobline/testkit'
import { AckWatch } from '../../harness/ack-watch.ts'
import { check } from '../../harness/checker.ts'
import { judgeDatabase } from '../../harness/judge-database.ts'
import { openMarketplace, readAll, tokenOf, UNLIMITED_ENVIRONMENT } from '../../harness/marketplace.ts'
import { Sender } from '../../harness/sender.ts'
import { ServerProcess } from '../../harness/server-process.ts'

export interface KillRunOptions {
  readonly root: string
  readonly kills: number
  readonly seed: number
}

export interface KillReport {
  readonly problems: readonly string[]
  readonly kills: number
  readonly sent: number
  readonly acked: number
  readonly resent: number
}

const WORKERS = 6
const WINDOW = 8

export async function killRun({ root, kills, seed }: KillRunOptions): Promise<KillReport> {
  const random = new SeededRandom(seed)
  const data_dir = mkdtempSync(join(tmpdir(), 'jobline-kill-'))
  const server = new ServerProcess({ root, data_dir, environment: UNLIMITED_ENVIRONMENT })
  const watch = new AckWatch()
  const { problems, onAck, onProblem } = watch
  try {
    await server.start()
    const conversations = await openMarketplace(server, WORKERS)
    const senders = await Promise.all(
      [...conversations].map(async ([user_id, conversation_ids]) => {
        const token = await tokenOf(user_id)
        return new Sender({ user_id, conversation_ids, token, random, window: WINDOW, onAck, onProblem })
      }),
    )
    const connect = () => Promise.all(senders.map((sender) => sender.connect(server.url.replace('http', 'ws'))))
    const restart = async () => {
      await server.kill()
      await Promise.all(senders.map((sender) => sender.whenClosed()))
      await server.start()
      await connect()
    }
    await connect()
    let killed = 0
    while (killed < kills && problems.length === 0) {
      await watch.whenAcked(watch.acks + random.between(50, 400))
      // The last answers before a crash are the ones that get lost on the way.
      for (const sender of senders) if (random.chance(0.4)) sender.goDeaf()
      if (senders.every((sender) => sender.is_deaf)) senders[0]?.hearAgain()
      await watch.whenAcked(watch.acks + random.between(1, 40))
      await restart()
      killed++
    }
    if (problems.length === 0)
      await Promise.race([Promise.all(senders.map((sender) => sender.finish())), watch.whenAcked(Number.POSITIVE_INFINITY)])
    // What is judged is what a start after a crash makes of the files.
    await restart()
    const told = await readAll(server, conversations)
    for (const sender of senders) sender.close()
    const code = await server.stop()
    if (code !== 0) problems.push(`stop: the server ended with ${code}`)
    const histories = senders.map((sender) => sender.history)
    problems.push(...check(histories, { conversations: told, screens: [] }), ...judgeDatabase(join(data_dir, 'jobline.db')))
    const sum = (count: (sender: Sender) => number) => senders.reduce((total, sender) => total + count(sender), 0)
    return {
      problems,
      kills: killed + 1,
      sent: sum(({ history }) => history.sends.length),
      acked: sum(({ history }) => history.acked),
      resent: sum((sender) => sender.resent),
    }
  } finally {
    await server.kill()
    rmSync(data_dir, { recursive: true, force: true })
  }
}
