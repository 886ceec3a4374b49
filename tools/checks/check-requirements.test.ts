import { expect, test } from 'bun:test'
import { checkRequirements, fillPage } from './check-requirements.ts'
import { treeOf } from './tree.ts'

const page = (shown: string) => `| Id | What | Shown by |\n| --- | --- | --- |\n| \`CH-6\` | Ticks | ${shown} |\n`
const browser = { 'tests/browser/talk.spec.ts': "test('CH-6 ticks', () => {})" }
const server = { 'packages/server/tests/talk.test.ts': "const server = await startTestServer()\ntest('CH-6 ticks', () => {})" }
const unit = { 'packages/client/src/tick.test.ts': "test('CH-6 ticks', () => {})" }

test('the column names the tests that drive the real thing and carry the id in a title, and no others', () => {
  expect(fillPage(treeOf({ 'docs/requirements.md': page('not yet'), ...browser, ...server, ...unit }))).toBe(
    page('`packages/server/tests/talk.test.ts`, `browser/talk.spec.ts`'),
  )
  expect(fillPage(treeOf({ 'docs/requirements.md': page('`browser/gone.spec.ts`'), ...unit }))).toBe(page('not yet'))
})

test('a column that claims too much or too little is refused', () => {
  const messagesOf = (shown: string, files: Record<string, string>) =>
    checkRequirements(treeOf({ 'docs/requirements.md': page(shown), ...files })).map(({ line, message }) => `${line} ${message}`)
  expect(messagesOf('not yet', browser)).toEqual(['3 CH-6 says "not yet", the titles of tests say "`browser/talk.spec.ts`"'])
  expect(messagesOf('`browser/talk.spec.ts`', {})).toHaveLength(1)
  expect(messagesOf('`browser/talk.spec.ts`', browser)).toEqual([])
})
