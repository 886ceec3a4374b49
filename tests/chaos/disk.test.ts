import { expect, test } from 'bun:test'
import { flushAgain, fullForGood } from '../../tools/mutations/mutations.ts'
import { plant, repositoryRoot } from '../../tools/mutations/plant.ts'
import { failedFlushRun, fullDiskRun, missingTracer, mountSmallDisk } from './disk-run.ts'

const LIMIT_MS = 60_000

const small = mountSmallDisk()
if (typeof small === 'string') console.warn(`SKIPPED: a full disk needs root, to mount a small one (${small})`)
else small.unmount()

test.skipIf(typeof small === 'string')(
  'G1 G7 SEND-12 a full disk: sends are refused for now and wait on the phone, reads go on, and with room again all arrives',
  async () => {
    const { problems, events, acked } = await fullDiskRun(repositoryRoot)
    console.log(`disk: full, ${acked} acknowledged; ${events.join('; ')}`)
    expect(problems).toEqual([])
    expect(events).toEqual([
      'a send is answered with storage_full, for now',
      'the next one with storage_full',
      'not ready',
      'reads go on',
      'the phone keeps it',
      'ready',
    ])
  },
  LIMIT_MS,
)

test.skipIf(typeof small === 'string')(
  `control: the run turns red with ${fullForGood.name} (${fullForGood.breaks})`,
  async () => {
    using planted = plant(fullForGood)
    const { events } = await fullDiskRun(planted.root)
    expect(events).toContain('the phone has nothing to send')
  },
  LIMIT_MS,
)

const tracer = missingTracer()
if (tracer !== undefined) console.warn(`SKIPPED: a flush that fails needs strace (${tracer})`)

const AFTER_A_FAILED_FLUSH = [
  'a send is answered with internal, for now',
  'with a disk that works again: internal',
  'not ready',
  'reads go on',
  'the log says why',
  'ready',
]

test.skipIf(tracer !== undefined)(
  'G1 G7 SEND-12 a flush that fails: nothing is stored until the process is started anew, and nothing acknowledged is lost',
  async () => {
    const { problems, events, acked } = await failedFlushRun(repositoryRoot)
    console.log(`disk: failing, ${acked} acknowledged; ${events.join('; ')}`)
    expect(problems).toEqual([])
    expect(events).toEqual(AFTER_A_FAILED_FLUSH)
  },
  LIMIT_MS,
)

test.skipIf(tracer !== undefined)(
  `control: the run turns red with ${flushAgain.name} (${flushAgain.breaks})`,
  async () => {
    using planted = plant(flushAgain)
    const { events } = await failedFlushRun(planted.root)
    expect(events).toContain('with a disk that works again: an acknowledgement')
  },
  LIMIT_MS,
)
