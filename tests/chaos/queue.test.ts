// JOBLINE_CHAOS_KILLS is how often the phone is killed, JOBLINE_SEED repeats the plan.

import { expect, test } from 'bun:test'
import { chooseSeed } from '@jobline/testkit'
import { repositoryRoot } from '../../tools/mutations/plant.ts'
import { queueRun } from './queue-run.ts'

const kills = Number(process.env.JOBLINE_CHAOS_KILLS ?? 12)
const messages = kills >= 100 ? 500 : 60
const seed = chooseSeed()
const again = `to repeat its plan: JOBLINE_SEED=${seed} JOBLINE_CHAOS_KILLS=${kills} bun test tests/chaos/queue.test.ts`

test(
  `G2 G3 G7 OF-1 OF-2 what was queued arrives once and in order, however often the phone is killed`,
  async () => {
    const { problems, kept, delivered, client_kills, server_kills } = await queueRun({
      root: repositoryRoot,
      messages,
      kills,
      seed,
      cache: 'sqlite',
    })
    const { starting, writing, sending } = client_kills
    console.log(
      `queue: ${kept} kept, ${delivered} delivered; killed ${starting} times while it started, ${writing} while it wrote, ` +
        `${sending} while it sent; the server ${server_kills} times (seed ${seed})`,
    )
    expect(problems, again).toEqual([])
    expect(kept, again).toBeGreaterThanOrEqual(messages)
    expect(starting + writing + sending, again).toBe(kills)
    expect(Math.min(writing, sending, server_kills), again).toBeGreaterThan(0)
  },
  30_000 + kills * 5_000,
)

test('control: the run turns red with an outbox that a crash empties (G7)', async () => {
  const { problems } = await queueRun({ root: repositoryRoot, messages: 20, kills: 4, seed, cache: 'memory' })
  expect(
    problems.some((problem) => problem.startsWith('lost:')),
    `${again}; it found: ${problems.slice(0, 5).join('\n') || 'nothing'}`,
  ).toBe(true)
}, 60_000)
