// Keeps the last column of docs/requirements.md true: the tests that show a line are those whose titles carry its id
// and that drive the real app or a real server. With --write it fills the column instead of comparing it.

import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { idsIn, titlesOf } from './check-rules.ts'
import { type Finding, isTest, readTree, report, repositoryRoot, type Tree } from './tree.ts'

const PAGE = 'docs/requirements.md'
const ROW = /^(\| `([A-Z]{2,3}-\d+)` \| .* \| )([^|]*)( \|)$/
const NOT_YET = 'not yet'

/** Whole-system tests that `npm test` runs, and tests of a package that start a whole server. */
const isReal = (file: string, text: string): boolean =>
  isTest(file) && /\.(test|spec)\.ts$/.test(file) && (file.startsWith('tests/') || text.includes('startTestServer('))

export function testsById(tree: Tree): Map<string, Set<string>> {
  const found = new Map<string, Set<string>>()
  for (const [file, text] of [...tree].sort(([a], [b]) => (a < b ? -1 : 1))) {
    if (!isReal(file, text)) continue
    for (const id of titlesOf(text).flatMap(idsIn)) found.set(id, (found.get(id) ?? new Set()).add(file))
  }
  return found
}

/** The page as it should be. */
export function fillPage(tree: Tree): string {
  const tests = testsById(tree)
  const shown = (id: string) => [...(tests.get(id) ?? [])].map((file) => `\`${file.replace(/^tests\//, '')}\``).join(', ')
  const lines = (tree.get(PAGE) ?? '').split('\n')
  return lines.map((line) => line.replace(ROW, (_, head, id, _column, end) => head + (shown(id) || NOT_YET) + end)).join('\n')
}

export function checkRequirements(tree: Tree): Finding[] {
  const is = (tree.get(PAGE) ?? '').split('\n')
  const shouldBe = fillPage(tree).split('\n')
  return is.flatMap((line, index): Finding[] => {
    if (line === shouldBe[index]) return []
    const [, , id, column] = ROW.exec(line) ?? []
    const wanted = ROW.exec(shouldBe[index] ?? '')?.[3]
    return [{ file: PAGE, line: index + 1, message: `${id} says "${column}", the titles of tests say "${wanted}"`, level: 'error' }]
  })
}

if (import.meta.main) {
  const tree = readTree(repositoryRoot)
  if (process.argv.includes('--write')) writeFileSync(join(repositoryRoot, PAGE), fillPage(tree))
  else {
    const findings = checkRequirements(tree)
    const rows = fillPage(tree)
      .split('\n')
      .flatMap((line) => ROW.exec(line)?.[3] ?? [])
    if (findings.length > 0) console.log('`node tools/bun.mjs tools/checks/check-requirements.ts --write` fills the column')
    report(findings, `${rows.filter((column) => column !== NOT_YET).length} of ${rows.length} lines are shown by a test`)
  }
}
