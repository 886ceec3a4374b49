import { expect, test } from 'bun:test'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { requireBun } from '../bun.mjs'

test('where there is no Bun, the message says what to run', () => {
  const folder = mkdtempSync(join(tmpdir(), 'jobline-bun-'))
  try {
    expect(() => requireBun(folder)).toThrow('npm ci')
    mkdirSync(join(folder, 'node_modules/bun/bin'), { recursive: true })
    writeFileSync(join(folder, 'node_modules/bun/bin/bun.exe'), 'a text in place of the binary')
    expect(() => requireBun(folder)).toThrow('npm rebuild bun')
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
})
