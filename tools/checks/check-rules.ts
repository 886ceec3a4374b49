// Ties docs/protocol.md and docs/requirements.md to the tests: an id that a test, the code or a page cites must exist,
// and every numbered rule of the protocol must stand in the title of a test. Requirements without one are listed, not
// refused. With `--ran FILE`, what `npm test` has run, the tests must have passed.

import { readFileSync } from 'node:fs'
import { blank } from './scan-source.ts'
import { type Finding, isCode, isTest, readTree, report, repositoryRoot, type Tree } from './tree.ts'

const PROTOCOL = 'docs/protocol.md'
const REQUIREMENTS = 'docs/requirements.md'
/** How a rule begins on the page: bold at the start of a list item, or a code span at the start of a table row. */
const DEFINITION = /^\s*(?:[-*] \*\*([A-Z]+-\d+)\*\*|\| `([A-Z]+-?\d+)` \|)/gm
const ID = /\b([A-Z]{1,9})-(\d+)\b/g
const PROMISE = /\bG[1-9]\b/g

export interface Rules {
  readonly protocol: ReadonlySet<string>
  readonly requirements: ReadonlySet<string>
}

const definitionsOf = (text: string): Set<string> => new Set([...text.matchAll(DEFINITION)].map((match) => match[1] ?? match[2] ?? ''))

export function rulesOf(tree: Tree): Rules {
  return { protocol: definitionsOf(tree.get(PROTOCOL) ?? ''), requirements: definitionsOf(tree.get(REQUIREMENTS) ?? '') }
}

const TITLE = /\b(?:test|it|describe)(?:\.(?:each|if|skipIf|serial|describe|concurrent)(?:\([^()]*\))?)*\(\s*(['"`])((?:\\.|(?!\1).)*)\1/gs

/** The titles of tests and of the groups they stand in. */
export function titlesOf(source: string): string[] {
  return [...blank(source, { comments: true }).matchAll(TITLE)].map((match) => match[2] ?? '')
}

/** Ids in a text, ranges unfolded: `SEND-1 to SEND-3` and `API-1–API-5` name all between. */
export function idsIn(text: string): string[] {
  const ids = [...text.matchAll(ID)].map((match) => match[0])
  for (const [, area = '', from, to] of text.matchAll(/\b([A-Z]{1,9})-(\d+)`?(?:–| to )`?\1-(\d+)\b/g)) {
    for (let number = Number(from) + 1; number < Number(to); number++) ids.push(`${area}-${number}`)
  }
  return [...new Set([...ids, ...[...text.matchAll(PROMISE)].map((match) => match[0])])]
}

export interface RuleReport {
  readonly findings: readonly Finding[]
  readonly untested: readonly string[]
  readonly total: number
}

export function checkRules(tree: Tree): RuleReport {
  const rules = rulesOf(tree)
  const known = new Set([...rules.protocol, ...rules.requirements])
  // Only areas that a page numbers: `UTF-8` and `SHA-256` are not ours.
  const areas = new Set([...known].map((id) => id.replace(/-?\d+$/, '')))
  const findings: Finding[] = []
  const tested = new Set<string>()

  for (const [file, text] of tree) {
    const ours = isCode(file) ? !file.startsWith('tools/') : /^(docs\/.*|[A-Z]+)\.md$/.test(file)
    if (!ours) continue
    text.split('\n').forEach((content, index) => {
      for (const id of idsIn(content)) {
        if (known.has(id) || !areas.has(id.replace(/-?\d+$/, ''))) continue
        findings.push({
          file,
          line: index + 1,
          message: `cites ${id}, which neither ${PROTOCOL} nor ${REQUIREMENTS} defines`,
          level: 'error',
        })
      }
    })
    if (isCode(file) && isTest(file)) for (const title of titlesOf(text)) for (const id of idsIn(title)) tested.add(id)
  }
  if (tree.has(PROTOCOL) && rules.protocol.size === 0)
    findings.push({ file: PROTOCOL, message: 'defines no rule that this check can read', level: 'error' })
  if (tree.has(REQUIREMENTS) && rules.requirements.size === 0)
    findings.push({ file: REQUIREMENTS, message: 'defines no requirement that this check can read', level: 'error' })
  for (const id of rules.protocol) {
    if (!tested.has(id)) findings.push({ file: PROTOCOL, message: `${id} stands in the title of no test`, level: 'error' })
  }
  return { findings, untested: [...known].filter((id) => !tested.has(id)), total: known.size }
}

/** Full names of tests, groups included. */
export interface RanTests {
  readonly passed: readonly string[]
  readonly skipped: readonly string[]
}

/** Rules of the protocol that no passing test shows. One that only a skipped test would show is a warning: the machine lacks something. */
export function checkRan(tree: Tree, { passed, skipped }: RanTests): Finding[] {
  const shown = new Set(passed.flatMap(idsIn))
  const left_out = new Set(skipped.flatMap(idsIn))
  return [...rulesOf(tree).protocol]
    .filter((id) => !shown.has(id))
    .map((id) =>
      left_out.has(id)
        ? { file: PROTOCOL, message: `${id} is shown by skipped tests alone`, level: 'warning' }
        : { file: PROTOCOL, message: `${id} stands in the title of no test that passed`, level: 'error' },
    )
}

if (import.meta.main && process.argv[2] === '--ran') {
  const tree = readTree(repositoryRoot)
  const findings = checkRan(tree, JSON.parse(readFileSync(process.argv[3] ?? '', 'utf8')) as RanTests)
  const rules = rulesOf(tree).protocol.size
  report(findings, `${rules - findings.length} of ${rules} rules of ${PROTOCOL} are shown by tests that passed`)
} else if (import.meta.main) {
  const { findings, untested, total } = checkRules(readTree(repositoryRoot))
  if (untested.length > 0) console.log(`note: in no test title: ${untested.join(' ')}`)
  report(findings, `${total - untested.length} of ${total} ids stand in a test title`)
}
