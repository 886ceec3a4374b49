// The load generator's process: an order on standard input, the result on standard output, faults on standard error.

import type { Order } from '../plan.ts'
import { runIdle } from './run-idle.ts'
import { runTalk } from './run-talk.ts'

const { target, plan }: Order = await Bun.stdin.json()
try {
  const result = plan.kind === 'idle' ? await runIdle(target, plan) : await runTalk(target, plan)
  process.stdout.write(JSON.stringify(result), () => process.exit(0))
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`, () => process.exit(1))
}
