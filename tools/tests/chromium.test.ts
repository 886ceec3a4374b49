import { afterAll, expect, test } from 'bun:test'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { findChromium, howToInstall } from '../chromium.mjs'

const folder = mkdtempSync(join(tmpdir(), 'jobline-chromium-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

test('CHROME_PATH decides, and one that does not exist is not replaced by another', () => {
  const chrome = join(folder, 'my-chrome')
  writeFileSync(chrome, '')
  expect(findChromium({ CHROME_PATH: chrome, PATH: '' })).toBe(chrome)
  expect(findChromium({ CHROME_PATH: join(folder, 'gone'), PATH: process.env.PATH })).toBeUndefined()
})

test('a browser on the PATH is found', () => {
  mkdirSync(join(folder, 'bin'))
  writeFileSync(join(folder, 'bin', 'google-chrome'), '')
  expect(findChromium({ PATH: join(folder, 'bin') })).toBe(join(folder, 'bin', 'google-chrome'))
})

test.each([
  [{ platform: 'linux', debian: true }, 'apt-get install -y chromium'],
  [{ platform: 'darwin', debian: false }, 'brew install'],
  [{ platform: 'linux', debian: false }, 'CHROME_PATH='],
])('on %p it says what to run', (machine, words) => {
  expect(howToInstall(machine)).toContain(words)
})
