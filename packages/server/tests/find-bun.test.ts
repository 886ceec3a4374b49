import { afterEach, beforeEach, expect, test } from 'bun:test'
import { chmodSync, mkdirSync, mkdtempSync, realpathSync, rmSync, statSync, truncateSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { findBun } from '../bin/find-bun.mjs'

const linux = { platform: 'linux', arch: 'x64', musl: false }
let folder = ''
beforeEach(() => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), 'jobline-bun-')))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

/** A file as large as a binary, which takes no room on the disk. */
function plant(path: string, bytes = 80_000_000): string {
  const file = join(folder, 'node_modules', path)
  mkdirSync(dirname(file), { recursive: true })
  writeFileSync(file, '#!')
  truncateSync(file, bytes)
  chmodSync(file, 0o644)
  return file
}

test('the binary that the install script put in place is taken, and made to run', () => {
  const installed = plant('bun/bin/bun.exe')
  plant('@oven/bun-linux-x64/bin/bun')
  expect(findBun(join(folder, 'node_modules'), linux)).toBe(installed)
  expect(statSync(installed).mode & 0o111).not.toBe(0)
})

test('where the install script was refused, the binary of this platform is taken', () => {
  plant('bun/bin/bun.exe', 450)
  const glibc = plant('@oven/bun-linux-x64/bin/bun')
  const musl = plant('@oven/bun-linux-x64-musl/bin/bun')
  plant('@oven/bun-linux-x64-musl-baseline/bin/bun')
  plant('@oven/bun-linux-aarch64-android/bin/bun')
  const arm = plant('@oven/bun-linux-aarch64/bin/bun')
  const mac = plant('@oven/bun-darwin-aarch64/bin/bun')
  expect(findBun(join(folder, 'node_modules'), linux)).toBe(glibc)
  expect(findBun(join(folder, 'node_modules'), { ...linux, musl: true })).toBe(musl)
  expect(findBun(join(folder, 'node_modules'), { ...linux, arch: 'arm64' })).toBe(arm)
  expect(findBun(join(folder, 'node_modules'), { platform: 'darwin', arch: 'arm64', musl: false })).toBe(mac)
})

test('an emptied platform package is not a Bun', () => {
  plant('bun/bin/bun.exe', 450)
  mkdirSync(join(folder, 'node_modules/@oven/bun-linux-x64/bin'), { recursive: true })
  expect(findBun(join(folder, 'node_modules'), linux)).toBeUndefined()
})
