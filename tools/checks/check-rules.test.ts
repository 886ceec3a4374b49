import { expect, test } from 'bun:test'
import { checkRan, checkRules, titlesOf } from './check-rules.ts'
import { treeOf } from './tree.ts'

const pages = {
  'docs/protocol.md': '| `G1` | Durable | |\n\n- **SEND-1** A send.\n- **SEND-2** Another, see `SEND-1`.\n- **SEND-3** A third.\n',
  'docs/requirements.md': '| Id | What |\n| --- | --- |\n| `CH-6` | Ticks |\n',
}

test('an id that is cited in code, in a test or on a page and defined nowhere is refused', () => {
  const { findings } = checkRules(
    treeOf({
      ...pages,
      'packages/client/src/a.ts': '// Rules: SEND-1, SEND-9.\n',
      'packages/client/src/a.test.ts': "test('CH-7 shows', () => {})\n",
      'docs/operate.md': 'As `G9` says, in UTF-8.\n',
      'packages/client/src/b.test.ts': "test('G1 SEND-1–SEND-3', () => {})\n",
    }),
  )
  expect(findings.map(({ file, message }) => `${file} ${message.split(',')[0]}`)).toEqual([
    'packages/client/src/a.ts cites SEND-9',
    'packages/client/src/a.test.ts cites CH-7',
    'docs/operate.md cites G9',
  ])
})

test('a rule counts as tested when it stands in a title, alone or inside a range, and not when only a comment names it', () => {
  const source = "// SEND-3\ndescribe('G1', () => {\n  test.each([1])('SEND-1 to SEND-2', () => {})\n  test(`CH-6`, () => {})\n})\n"
  const { untested, total, findings } = checkRules(treeOf({ ...pages, 'tests/acceptance/a.test.ts': source }))
  expect(untested).toEqual(['SEND-3'])
  expect(total).toBe(5)
  expect(findings.map(({ message }) => message)).toEqual(['SEND-3 stands in the title of no test'])
})

test('a requirement without a test is listed and not refused', () => {
  const source = "test('G1 SEND-1 to SEND-3', () => {})\n"
  const { untested, findings } = checkRules(treeOf({ ...pages, 'tests/acceptance/a.test.ts': source }))
  expect(untested).toEqual(['CH-6'])
  expect(findings).toEqual([])
})

test('a rule is shown by a test that passed: not by one that failed, and one that was skipped is only a warning', () => {
  const findings = checkRan(treeOf(pages), { passed: ['group G1 > SEND-1 shows'], skipped: ['SEND-1 SEND-2 not here'] })
  expect(findings.map(({ message, level }) => `${level}: ${message}`)).toEqual([
    'warning: SEND-2 is shown by skipped tests alone',
    'error: SEND-3 stands in the title of no test that passed',
  ])
})

test('titles are read whole, quotes and all', () => {
  expect(titlesOf(`test("it's SEND-1", () => {})\ntest('a \\'b\\' c', () => {})`)).toEqual(["it's SEND-1", "a \\'b\\' c"])
})

test('a page whose rules cannot be read is refused', () => {
  expect(checkRules(treeOf({ 'docs/protocol.md': 'SEND-1: a send\n' })).findings).toHaveLength(1)
})
