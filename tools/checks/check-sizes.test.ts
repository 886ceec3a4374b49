import { expect, test } from 'bun:test'
import { checkSizes } from './check-sizes.ts'
import { type Finding, treeOf } from './tree.ts'

const lines = (count: number) => 'const a = 1\n'.repeat(count)
const levelsOf = (file: string, count: number) => checkSizes(treeOf({ [file]: lines(count) }), {}).map(({ level }) => level)

const CASES: [string, number, Finding['level'][]][] = [
  ['packages/server/src/a.ts', 300, []],
  ['packages/server/src/a.ts', 301, ['warning']],
  ['packages/server/src/a.ts', 500, ['warning']],
  ['packages/server/src/a.ts', 501, ['error']],
  ['packages/react-native/src/screens/ChatScreen.tsx', 200, []],
  ['packages/react-native/src/screens/ChatScreen.tsx', 201, ['error']],
  ['apps/mobile/app/index.tsx', 20, []],
  ['apps/mobile/app/index.tsx', 21, ['error']],
  ['docs/protocol.md', 900, []],
]

test.each(CASES)('%s with %i lines: %p', (file, count, levels) => {
  expect(levelsOf(file, count)).toEqual(levels)
})

test('an exception allows its own number of lines, and must be of a file that exists', () => {
  const exceptions = { 'bench/run.ts': { lines: 600, reason: 'one table' }, 'bench/gone.ts': { lines: 600, reason: 'none' } }
  const findings = checkSizes(treeOf({ 'bench/run.ts': lines(600) }), exceptions)
  expect(findings.map(({ file }) => file)).toEqual(['bench/gone.ts'])
  expect(checkSizes(treeOf({ 'bench/run.ts': lines(601) }), { 'bench/run.ts': { lines: 600, reason: 'one table' } })).toHaveLength(1)
})
