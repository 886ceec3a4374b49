// The page for integrators shows code that compiles: the example beside this file, line by line.

import { expect, test } from 'bun:test'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'

const read = (path: string) => readFileSync(join(import.meta.dir, path), 'utf8')

test('what docs/integrate.md shows of the entries is the example that is compiled', () => {
  const example = read('integrate-example.ts')
  const begin = example.indexOf('  // example begins\n')
  const end = example.indexOf('  // example ends\n')
  const shown = example
    .slice(begin, end)
    .split('\n')
    .slice(1)
    .map((line) => line.replace(/^ {2}/, ''))
    .join('\n')
  expect(shown.length).toBeGreaterThan(500)
  expect(read('../../../docs/integrate.md')).toContain(`\`\`\`ts\n${shown}\`\`\``)
})
