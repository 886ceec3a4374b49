// A copy of packages/ with a planted bug, in a temporary folder, with the dependencies of the real repository. Never
// touches the repository itself.

import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, dirname, join, sep } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Mutation } from './mutations.ts'

export const repositoryRoot = dirname(dirname(dirname(fileURLToPath(import.meta.url))))

/** What a running server is made of. */
const SERVER = ['packages/protocol', 'packages/server'] as const

export interface Planted extends Disposable {
  /** Stands in for the repository's root. */
  readonly root: string
}

/**
 * `folders` are copied: packages, or tests that run there. Throws where an edit does not fit its file exactly once: then the
 * mutation has to follow the code.
 */
export function plant(mutation: Mutation, folders: readonly string[] = SERVER): Planted {
  const root = mkdtempSync(join(tmpdir(), 'jobline-mutant-'))
  const dispose = () => rmSync(root, { recursive: true, force: true })
  try {
    for (const folder of folders) {
      const withoutDependencies = (path: string) => !path.includes(`${sep}node_modules${sep}`) && !path.endsWith(`${sep}node_modules`)
      const source = join(repositoryRoot, folder)
      cpSync(source, join(root, folder), { recursive: true, filter: (path) => withoutDependencies(path.slice(source.length)) })
    }
    linkDependencies(root, folders)
    for (const { file, find, replace } of mutation.edits) {
      const path = join(root, file)
      const text = readFileSync(path, 'utf8')
      const places = text.split(find).length - 1
      if (places !== 1) throw new Error(`unable to plant "${mutation.name}"; ${file} holds the text to replace ${places} times`)
      writeFileSync(
        path,
        text.replace(find, () => replace),
      )
    }
  } catch (error) {
    dispose()
    throw error
  }
  return { root, [Symbol.dispose]: dispose }
}

/** Every dependency is the real one, except our own packages, which are the copies. */
function linkDependencies(root: string, folders: readonly string[]): void {
  const real = join(repositoryRoot, 'node_modules')
  const linked = join(root, 'node_modules')
  mkdirSync(join(linked, '@jobline'), { recursive: true })
  for (const name of readdirSync(real)) if (name !== '@jobline') symlinkSync(join(real, name), join(linked, name))
  for (const folder of folders) {
    if (folder.startsWith('packages/')) symlinkSync(join(root, folder), join(linked, '@jobline', basename(folder)))
  }
}
