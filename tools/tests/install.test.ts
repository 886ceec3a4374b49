import { afterEach, beforeEach, expect, test } from 'bun:test'
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { ensureInstalled, explainInstallFailure, isInstalled } from '../install.mjs'

let folder = ''
const at = (path: string) => join(folder, path)

/** An npm that "installs" what the lock file names, and counts how often it was called. */
const NPM = `
import { appendFileSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
appendFileSync('calls.log', process.argv.slice(2).join(' ') + '\\n')
if (existsSync('offline')) { console.error('npm error code ENOTFOUND'); process.exit(1) }
const { packages } = JSON.parse(readFileSync('package-lock.json', 'utf8'))
delete packages['']
for (const path of Object.keys(packages)) if (!packages[path].optional) mkdirSync(path, { recursive: true })
for (const path of Object.keys(packages)) if (packages[path].optional) delete packages[path]
writeFileSync('node_modules/.package-lock.json', JSON.stringify({ packages }))
`

function writeLock(version: string): void {
  const packages = {
    '': { name: 'jobline' },
    'packages/client': { version: '0.1.0' },
    'node_modules/a': { version, integrity: `sha512-${version}` },
    'node_modules/for-another-platform': { version, optional: true },
  }
  writeFileSync(at('package-lock.json'), JSON.stringify({ packages }))
}

const npm = () => [process.execPath, at('npm.mjs')]
const calls = () => (existsSync(at('calls.log')) ? readFileSync(at('calls.log'), 'utf8').trim().split('\n').length : 0)

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'jobline-install-'))
  writeFileSync(at('npm.mjs'), NPM)
  writeLock('1.0.0')
})
afterEach(() => {
  rmSync(folder, { recursive: true, force: true })
})

test('installs what is missing once, then never calls npm while nothing changed', async () => {
  await ensureInstalled(folder, { npm: npm() })
  await ensureInstalled(folder, { npm: npm() })
  expect(calls()).toBe(1)
})

test('a lock file that only looks newer changes nothing, another content does', async () => {
  await ensureInstalled(folder, { npm: npm() })
  utimesSync(at('package-lock.json'), new Date(4_000_000_000_000), new Date(4_000_000_000_000))
  await ensureInstalled(folder, { npm: npm() })
  expect(calls()).toBe(1)
  writeLock('1.0.1')
  await ensureInstalled(folder, { npm: npm() })
  expect(calls()).toBe(2)
})

test('what somebody installed by hand is taken as it is, where it matches', async () => {
  await ensureInstalled(folder, { npm: npm() })
  rmSync(at('node_modules/.jobline-installed'))
  expect(isInstalled(folder)).toBe(true)
  expect(existsSync(at('node_modules/.jobline-installed'))).toBe(true)
  rmSync(at('node_modules/.jobline-installed'))
  rmSync(at('node_modules/a'), { recursive: true })
  expect(isInstalled(folder)).toBe(false)
})

test('an install that was cut short does not pass', async () => {
  await ensureInstalled(folder, { npm: npm() })
  rmSync(at('node_modules/.package-lock.json'))
  expect(isInstalled(folder)).toBe(false)
  rmSync(at('node_modules'), { recursive: true })
  mkdirSync(at('node_modules'))
  expect(isInstalled(folder)).toBe(false)
})

test('without a network it says so, and works where nothing has to be fetched', async () => {
  writeFileSync(at('offline'), '')
  await expect(ensureInstalled(folder, { npm: npm() })).rejects.toThrow('The first start needs a network')
  rmSync(at('offline'))
  await ensureInstalled(folder, { npm: npm() })
  writeFileSync(at('offline'), '')
  await ensureInstalled(folder, { npm: npm() })
})

test('without npm it says so', async () => {
  await expect(ensureInstalled(folder, { npm: [at('no-such-npm')] })).rejects.toThrow('npm was not found')
})

test.each([
  ['npm error code ENOSPC', 'The disk is full'],
  ['npm error code EACCES', 'may not write here'],
  ['npm error network request failed, reason: getaddrinfo EAI_AGAIN', 'needs a network'],
  ['npm error something else', '`npm ci` failed'],
])('%s is told as: %s', (line, words) => {
  expect(explainInstallFailure(`${line}\n`)).toContain(words)
})
