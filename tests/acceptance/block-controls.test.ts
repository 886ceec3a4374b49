// The control of the tests of blocking and settings: with one protection taken away they turn red.

import { expect, test } from 'bun:test'
import { join } from 'node:path'
import { peopleMutations } from '../../tools/mutations/people-mutations.ts'
import { plant } from '../../tools/mutations/plant.ts'

const FOLDERS = ['packages/protocol', 'packages/server', 'packages/testkit', 'tests/acceptance']
/** A copy of the server is made and asked for each. */
const PATIENCE_MS = 120_000

test.each(peopleMutations.map((mutation) => [mutation.name, mutation] as const))(
  'BLOCK-1 control: %s',
  async (_name, mutation) => {
    using planted = plant(mutation, FOLDERS)
    const file = join(planted.root, 'tests/acceptance', mutation.seen_by)
    const child = Bun.spawn([process.execPath, 'test', '--bail', file], { cwd: planted.root, stdout: 'pipe', stderr: 'pipe' })
    const [said, code] = await Promise.all([new Response(child.stderr).text(), child.exited])
    expect({ code, said: code === 0 ? said : '' }).toMatchObject({ code: 1 })
    // A test that did not come to its question shows nothing.
    expect(said).toContain('(fail)')
    expect(said).not.toMatch(/Cannot find|SyntaxError/)
  },
  PATIENCE_MS,
)
