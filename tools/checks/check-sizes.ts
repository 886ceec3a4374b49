// Keeps files small enough to be read in one go: 300 lines is a smell, 500 fails; a screen 200, a route 20.
// What may be longer stands in EXCEPTIONS with its reason.

import { type Finding, isCode, readTree, report, repositoryRoot, type Tree } from './tree.ts'

interface Limit {
  readonly files: RegExp
  readonly warn: number
  readonly fail: number
  readonly advice: string
}

/** The first that fits a path counts. */
const LIMITS: readonly Limit[] = [
  {
    files: /^apps\/mobile\/app\//,
    warn: 20,
    fail: 20,
    advice: 'a route only wires a screen; move the rest to apps/mobile/src or packages/react-native',
  },
  { files: /\/screens\/.*\.tsx$/, warn: 200, fail: 200, advice: 'a screen only composes; move its parts to components/' },
  { files: /./, warn: 300, fail: 500, advice: 'split it where its subject changes' },
]

export const EXCEPTIONS: Readonly<Record<string, { readonly lines: number; readonly reason: string }>> = {}

export function checkSizes(tree: Tree, exceptions = EXCEPTIONS): Finding[] {
  const findings: Finding[] = []
  for (const [file, text] of tree) {
    if (!isCode(file)) continue
    const limit = LIMITS.find(({ files }) => files.test(file))
    if (limit === undefined) continue
    const lines = text.split('\n').length - (text.endsWith('\n') ? 1 : 0)
    const fail = exceptions[file]?.lines ?? limit.fail
    if (lines > fail) findings.push({ file, message: `${lines} lines, ${fail} are allowed: ${limit.advice}`, level: 'error' })
    else if (lines > limit.warn && exceptions[file] === undefined) {
      findings.push({ file, message: `${lines} lines, ${limit.warn} is the aim: ${limit.advice}`, level: 'warning' })
    }
  }
  for (const file of Object.keys(exceptions)) {
    if (!tree.has(file))
      findings.push({ file, message: 'has an exception in check-sizes.ts and does not exist: take the exception out', level: 'error' })
  }
  return findings
}

if (import.meta.main) {
  const tree = readTree(repositoryRoot)
  report(checkSizes(tree), `${[...tree.keys()].filter(isCode).length} files`)
}
