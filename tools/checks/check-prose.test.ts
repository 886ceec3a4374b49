import { expect, test } from 'bun:test'
import { checkProse } from './check-prose.ts'
import { treeOf } from './tree.ts'

const linesOf = (file: string, text: string) => checkProse(treeOf({ [file]: text })).map(({ line }) => line)

test.each([
  ['README.md', 'see /home/ana/jobline/data'],
  ['packages/server/src/a.ts', "const path = '/root/data/x'"],
  ['packages/server/src/a.ts', "const path = '/Users/ana/x'"],
  ['docs/operate.md', 'npm --registry https://registry.npmjs.org/'],
  ['package-lock.json', '      "resolved": "https://example.com/a.tgz",'],
  ['packages/server/src/a.ts', '// TODO later'],
  ['docs/operate.md', 'FIXME'],
  ['packages/client/src/a.test.ts', "test.only('a', () => {})"],
  ['packages/client/src/a.test.ts', "describe.skip('a', () => {})"],
  ['tests/browser/a.spec.ts', 'test.fixme()'],
  ['packages/client/src/a.test.ts', 'await new Promise((resolve) => setTimeout(resolve, 100))'],
  ['packages/client/src/a.test.ts', 'await Bun.sleep(10)'],
  ['packages/client/src/a.test.ts', 'await sleep(10)'],
  ['tests/browser/a.spec.ts', 'await page.waitForTimeout(100)'],
])('%s: %s is refused', (file, text) => {
  expect(linesOf(file, `first\n${text}\n`)).toEqual([2])
})

test.each([
  ['docs/operate.md', 'data lies in /var/lib/jobline or ~/data; a phone opens http://192.168.1.5:8001/work/'],
  ['package-lock.json', '      "resolved": "packages/client",'],
  ['packages/client/src/a.ts', 'setTimeout(resolve, 100)'],
  ['packages/client/src/a.test.ts', 'setTimeout(() => reject(new Error()), 100)'],
  ['packages/client/src/a.test.ts', 'world.clock.sleep(1_800_000)'],
  ['packages/client/src/a.test.ts', "test.skipIf(process.getuid?.() !== 0)('needs root', () => {})"],
  ['packages/client/src/a.test.ts', "expect(text).toBe('test.only(')"],
])('%s: %s is allowed', (file, text) => {
  expect(linesOf(file, `first\n${text}\n`)).toEqual([])
})
