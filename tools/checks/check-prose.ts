// What may stand in no file: paths of one machine, a package registry's address, notes to come back later, tests
// that are switched off, and tests that wait for the clock on the wall.

import { blank } from './scan-source.ts'
import { type Finding, isCode, isTest, readTree, report, repositoryRoot, type Tree } from './tree.ts'

interface Ban {
  readonly name: string
  readonly pattern: RegExp
  readonly message: string
  readonly applies: (file: string) => boolean
  /** Where to look: the file as it stands, or its code without comments and the insides of strings. */
  readonly look: 'text' | 'code'
}

const everywhere = () => true

export const BANS: readonly Ban[] = [
  {
    name: 'machine path',
    pattern: /(?<![\w.@$})/*-])\/(?:home\/(?!user\b|bun\b)\w+|Users\/\w+|root|work|private\/tmp)\/[\w.-]/,
    message: 'names a path of one machine: make it relative, or take it from the environment',
    applies: everywhere,
    look: 'text',
  },
  {
    name: 'registry',
    pattern: /\b(?:registry\.(?:npmjs\.org|yarnpkg\.com|npmmirror\.com)|npm\.pkg\.github\.com|npm\.jsr\.io)\b/,
    message: 'names a package registry: the one that is configured where it is installed counts',
    applies: everywhere,
    look: 'text',
  },
  {
    name: 'lock address',
    pattern: /"resolved":\s*"(?:https?|git\+|git:|ssh:)/,
    message: 'is bound to an address: run `npm install --omit-lockfile-registry-resolved`',
    applies: (file) => file === 'package-lock.json',
    look: 'text',
  },
  {
    name: 'note',
    pattern: /\b(?:TODO|FIXME|XXX|HACK)\b/,
    message: 'leaves a note: do it, or say in docs/ that it is not there',
    applies: (file) => isCode(file) || file.endsWith('.md'),
    look: 'text',
  },
  {
    name: 'switched off',
    pattern: /\b(?:test|it|describe)(?:\.\w+)*\.(?:only|skip|todo|fixme)\b|\b(?:xit|xtest|xdescribe|fit|fdescribe)\(/,
    message: 'switches tests off: what a machine cannot run is skipped by a condition with its reason (skipIf)',
    applies: (file) => isCode(file) && isTest(file),
    look: 'code',
  },
  {
    name: 'sleep',
    pattern:
      /\bsetTimeout\s*\(\s*(?:\(\w*\)\s*=>\s*)?(?:resolve|res|r|done|ok|next|wake)\b|\bBun\.sleep|\bsleepSync\b|\bwaitForTimeout\s*\(|\btimers\/promises\b|\bawait\s+sleep\s*\(/,
    message: 'waits for the wall clock: wait for the condition, or drive the test clock',
    applies: (file) => isCode(file) && isTest(file) && !SLEEP_EXCEPTIONS.has(file),
    look: 'code',
  },
]

/** Where time itself is what is made: each with its reason. */
const SLEEP_EXCEPTIONS: ReadonlyMap<string, string> = new Map<string, string>([
  [
    'tests/network/broken.spec.ts',
    'a person who types for a minute, and a hole of 45 s, while real packets are dropped: a proof, not part of `npm test`',
  ],
])

/** This check and its test name what they forbid. */
const OWN_FILES = /^tools\/checks\/(check-prose(\.test)?\.ts|violations\.test\.ts)$/

export function checkProse(tree: Tree): Finding[] {
  const findings: Finding[] = []
  for (const [file, text] of tree) {
    if (OWN_FILES.test(file)) continue
    const lines = {
      text: text.split('\n'),
      code: isCode(file) ? blank(text, { comments: true, strings: true, templates: true }).split('\n') : [],
    }
    for (const { pattern, message, applies, look } of BANS) {
      if (!applies(file)) continue
      lines[look].forEach((line, index) => {
        if (pattern.test(line)) findings.push({ file, line: index + 1, message, level: 'error' })
      })
    }
  }
  return findings
}

if (import.meta.main) {
  const tree = readTree(repositoryRoot)
  report(checkProse(tree), `${tree.size} files`)
}
