import { afterAll, beforeAll, expect, test } from 'bun:test'
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { checkTypes } from './check-types.ts'
import { readTree, repositoryRoot } from './tree.ts'

let folder = ''
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'jobline-types-'))
  symlinkSync(join(repositoryRoot, 'node_modules'), join(folder, 'node_modules'))
  mkdirSync(join(folder, 'packages/a/src'), { recursive: true })
  writeFileSync(join(folder, 'packages/a/tsconfig.json'), '{ "compilerOptions": { "noEmit": true, "types": [] }, "include": ["src"] }')
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

test('a type error fails the project that holds it, and a file that no project includes is refused', async () => {
  writeFileSync(join(folder, 'packages/a/src/a.ts'), 'export const a: number = 1\n')
  expect((await checkTypes(folder, readTree(folder))).findings).toEqual([])

  writeFileSync(join(folder, 'packages/a/src/a.ts'), "export const a: number = 'one'\n")
  writeFileSync(join(folder, 'packages/a/stray.ts'), 'export const b = 1\n')
  const { findings, output } = await checkTypes(folder, readTree(folder))
  expect(findings.map(({ file }) => file)).toEqual(['packages/a/tsconfig.json', 'packages/a/stray.ts'])
  expect(output).toContain('TS2322')
})
