// The whole of `npm start` on a small repository of its own: the real commands on the real Node, with an npm, an
// Expo and a server that write down that they were called.

import { afterEach, beforeEach, describe, expect, test } from 'bun:test'
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { repositoryRoot } from '../checks/tree.ts'

let folder = ''
const at = (path: string) => join(folder, path)
const calls = () => (existsSync(at('calls.log')) ? readFileSync(at('calls.log'), 'utf8').trim().split('\n') : [])

function write(path: string, text: string): void {
  mkdirSync(dirname(at(path)), { recursive: true })
  writeFileSync(at(path), text)
}

const NPM = `
import { appendFileSync, cpSync, existsSync, writeFileSync } from 'node:fs'
appendFileSync('calls.log', 'npm ci\\n')
if (existsSync('slow-npm')) { console.error('waiting'); setInterval(() => {}, 1000); await new Promise(() => {}) }
cpSync('modules', 'node_modules', { recursive: true, verbatimSymlinks: true })
writeFileSync('node_modules/.package-lock.json', JSON.stringify({ packages: { 'node_modules/expo': { version: '1.0.0' } } }))
`
const EXPO = `
const { appendFileSync, mkdirSync, writeFileSync } = require('node:fs')
const output = process.argv[process.argv.indexOf('--output-dir') + 1]
appendFileSync('../../calls.log', 'expo offline=' + process.env.EXPO_OFFLINE + '\\n')
mkdirSync(output, { recursive: true })
writeFileSync(output + '/index.html', 'page')
`
const SERVER = `
import { appendFileSync } from 'node:fs'
const args = process.argv.slice(2)
appendFileSync('calls.log', 'server ' + args.join(' ') + '\\n')
if (args.includes('busy')) { console.error('Port 8001 is in use.'); process.exit(3) }
if (args.includes('stay')) {
  process.on('SIGINT', () => { appendFileSync('calls.log', 'server SIGINT\\n'); clearInterval(alive) })
  const alive = setInterval(() => {}, 1000)
  console.log('listening')
}
`

beforeEach(() => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), 'jobline-start-')))
  mkdirSync(at('tools'))
  for (const file of readdirSync(join(repositoryRoot, 'tools')))
    if (file.endsWith('.mjs')) cpSync(join(repositoryRoot, 'tools', file), at(`tools/${file}`))
  for (const path of ['packages/server/bin', 'apps/mobile/src/service-worker'])
    cpSync(join(repositoryRoot, path), at(path), { recursive: true })
  write('package.json', '{ "name": "jobline", "type": "module", "engines": { "node": ">=20.19" } }')
  write('package-lock.json', JSON.stringify({ packages: { '': {}, 'node_modules/expo': { version: '1.0.0' } } }))
  write('npm.js', NPM)
  write('modules/expo/bin/cli', EXPO)
  write('modules/expo/package.json', '{}')
  mkdirSync(at('modules/bun/bin'), { recursive: true })
  symlinkSync(process.execPath, at('modules/bun/bin/bun.exe'))
  write('packages/server/src/cli.ts', SERVER)
  write('apps/mobile/app/index.tsx', 'one')
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

const spawn = (args: string[], node = 'node') =>
  Bun.spawn([node, at('tools/start.mjs'), ...args], {
    cwd: folder,
    env: { ...process.env, npm_execpath: at('npm.js') },
    stdout: 'pipe',
    stderr: 'pipe',
  })

async function start(...args: string[]) {
  const child = spawn(args)
  const [out, err, code] = await Promise.all([new Response(child.stdout).text(), new Response(child.stderr).text(), child.exited])
  return { code, text: out + err }
}

/** Reads until a text has come, and keeps the stream for more. */
async function waitFor(stream: ReadableStream<Uint8Array>, text: string): Promise<void> {
  const reader = stream.getReader()
  let seen = ''
  while (!seen.includes(text)) {
    const { value, done } = await reader.read()
    if (done) throw new Error(`the command ended before it said "${text}": ${seen}`)
    seen += new TextDecoder().decode(value)
  }
  reader.releaseLock()
}

describe('npm start', () => {
  test('installs, builds and serves with the options passed on; the second time it only serves', async () => {
    expect((await start('--port', '8002')).code).toBe(0)
    expect(calls()).toEqual(['npm ci', 'expo offline=1', 'server serve --demo --web apps/mobile/dist --port 8002'])
    await start()
    expect(calls().slice(3)).toEqual(['server serve --demo --web apps/mobile/dist'])
    write('apps/mobile/app/index.tsx', 'two')
    await start()
    expect(calls().slice(4)).toEqual(['expo offline=1', 'server serve --demo --web apps/mobile/dist'])
  })

  test("the server's own words and exit code come through where its port is taken", async () => {
    const { code, text } = await start('busy')
    expect(code).toBe(3)
    expect(text).toContain('Port 8001 is in use.')
  })

  test('--help builds nothing', async () => {
    const { code, text } = await start('--help')
    expect(code).toBe(0)
    expect(text).toContain('--host 0.0.0.0')
    expect(calls()).toEqual(['npm ci', 'server serve --help'])
  })

  test('one Ctrl-C, delivered twice as terminal and npm do, reaches the server once and lets it end', async () => {
    const child = spawn(['stay'])
    await waitFor(child.stdout, 'listening')
    child.kill('SIGINT')
    child.kill('SIGINT')
    expect(await child.exited).toBe(0)
    expect(calls().filter((call) => call === 'server SIGINT')).toHaveLength(1)
  })

  test('the server does not outlive a start that was killed without a word', async () => {
    const child = spawn(['stay'])
    await waitFor(child.stdout, 'listening')
    child.kill('SIGKILL')
    // The server holds the other end of this pipe: it ends when the server does.
    const reader = child.stdout.getReader()
    expect((await reader.read()).done).toBe(true)
  })

  test('Ctrl-C while it installs ends npm too, and the next start begins anew', async () => {
    write('slow-npm', '')
    const child = spawn([])
    await waitFor(child.stdout, 'Installing')
    child.kill('SIGINT')
    expect(await child.exited).toBe(130)
    rmSync(at('slow-npm'))
    expect((await start()).code).toBe(0)
  })

  test('a missing Bun is told in words', async () => {
    rmSync(at('modules/bun'), { recursive: true })
    const { code, text } = await start()
    expect(code).toBe(1)
    expect(text).toContain('Bun, which runs the server, was not found')
    expect(text).not.toContain('    at ')
  })

  test('a Node that is too old is told in words', async () => {
    write('package.json', '{ "name": "jobline", "type": "module", "engines": { "node": ">=999.1" } }')
    const { code, text } = await start()
    expect(code).toBe(1)
    expect(text).toContain('Jobline needs Node 999.1 or newer; this is Node')
    expect(calls()).toEqual([])
  })
})
