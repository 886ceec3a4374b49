// The repository's text files in memory: what every check reads. A check is a pure function from a tree to
// findings, so a test plants a violation by naming a path and a text.

import { readdirSync, readFileSync } from 'node:fs'
import { join, posix } from 'node:path'

/** Path from the repository's root, with `/`, to the text of the file. */
export type Tree = ReadonlyMap<string, string>

export interface Finding {
  readonly file: string
  /** Counted from 1; absent where the file as a whole is meant. */
  readonly line?: number
  readonly message: string
  /** A warning is printed and does not fail the check. */
  readonly level: 'error' | 'warning'
}

const SKIPPED_FOLDERS = new Set(['node_modules', 'dist', '.git', '.expo', 'data', 'test-results', 'playwright-report', 'results'])
const TEXT = /\.(ts|tsx|mts|js|mjs|cjs|json|md|html|css|sql|sh|yml|yaml|py|svg|txt)$|(^|\/)(\.gitignore|LICENSE|run)$/

export function readTree(root: string): Tree {
  const tree = new Map<string, string>()
  const walk = (folder: string) => {
    for (const entry of readdirSync(join(root, folder), { withFileTypes: true })) {
      const path = posix.join(folder, entry.name)
      if (entry.isDirectory()) {
        if (!SKIPPED_FOLDERS.has(entry.name)) walk(path)
      } else if (entry.isFile() && TEXT.test(path)) {
        tree.set(path, readFileSync(join(root, path), 'utf8'))
      }
    }
  }
  walk('')
  return tree
}

/** A tree of a test: the files that it is about. */
export const treeOf = (files: Readonly<Record<string, string>>): Tree => new Map(Object.entries(files))

export const isCode = (path: string): boolean => /\.(ts|tsx|mts|js|mjs|cjs)$/.test(path)

/** Code that no product ships: tests, their scenery, and the package made of it. */
export const isTest = (path: string): boolean =>
  /\.test\.(ts|tsx)$|\.spec\.tsx?$/.test(path) || /^(packages|apps)\/[^/]+\/tests\/|^tests\/|^packages\/testkit\//.test(path)

/** The workspace or the top folder that a file belongs to: `packages/client`, `apps/mobile`, `bench`, `tests`, `tools`. */
export function ownerOf(path: string): string | undefined {
  return /^(packages|apps|examples)\/[^/]+/.exec(path)?.[0] ?? /^(bench|tests|tools)(?=\/)/.exec(path)?.[0]
}

/** Prints findings and sets the exit code: the end of every check that is run as a command. */
export function report(findings: readonly Finding[], summary: string): void {
  for (const { file, line, message, level } of findings) {
    console.log(`${level === 'warning' ? 'warning: ' : ''}${file}${line === undefined ? '' : `:${line}`}: ${message}`)
  }
  const errors = findings.filter((finding) => finding.level === 'error').length
  console.log(errors > 0 ? `${errors} ${errors === 1 ? 'violation' : 'violations'}` : `ok: ${summary}`)
  if (errors > 0) process.exitCode = 1
}

/** The repository that this file stands in. */
export const repositoryRoot = join(import.meta.dirname, '..', '..')
