// The command line as people and scripts meet it: a sentence for what they can put right, an exit code for the rest.

import { afterEach, expect, test } from 'bun:test'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Conversation } from '@jobline/protocol'
import { SETTINGS } from '@jobline/server'
import { eg, startTestServer } from '@jobline/testkit'

const CLI = join(import.meta.dir, '..', 'src', 'cli.ts')
const SECRET = 'a secret for the command line, long enough'

const folders: string[] = []
const newFolder = () => {
  const folder = mkdtempSync(join(tmpdir(), 'jobline-cli-'))
  folders.push(folder)
  return folder
}
const running: Bun.Subprocess[] = []
afterEach(async () => {
  for (const child of running.splice(0)) {
    child.kill('SIGKILL')
    await child.exited
  }
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true })
})

function start(args: readonly string[], environment: Readonly<Record<string, string>> = {}) {
  const env = { PATH: process.env.PATH ?? '', ...environment }
  const child = Bun.spawn([process.execPath, CLI, ...args], { cwd: newFolder(), env, stdin: 'ignore', stdout: 'pipe', stderr: 'pipe' })
  running.push(child)
  return child
}

async function jobline(args: readonly string[], environment: Readonly<Record<string, string>> = {}) {
  const child = start(args, environment)
  const [out, err, code] = await Promise.all([new Response(child.stdout).text(), new Response(child.stderr).text(), child.exited])
  return { out, err, code }
}

/** One that listens, its port, and a way to end it that gives all it said. */
async function serve(environment: Readonly<Record<string, string>>, ...flags: string[]) {
  const child = start(['serve', '--host', '127.0.0.1', '--port', '0', ...flags], environment)
  const decoder = new TextDecoder()
  const reader = child.stdout.getReader()
  let said = ''
  const read = async () => {
    const { value, done } = await reader.read()
    said += decoder.decode(value, { stream: true })
    return !done
  }
  while (!said.includes('"msg":"listening"'))
    if (!(await read())) throw new Error(`unable to serve: ${said}${await new Response(child.stderr).text()}`)
  const line = said.split('\n').find((text) => text.includes('"msg":"listening"')) ?? ''
  const { port } = JSON.parse(line) as { port: number }
  return {
    url: `http://127.0.0.1:${port}`,
    port,
    async end() {
      child.kill('SIGTERM')
      while (await read());
      return { code: await child.exited, said: said + (await new Response(child.stderr).text()) }
    },
  }
}

/** One sentence for people: no stack, no file of ours. */
const expectSentence = (err: string) => {
  expect(err).not.toContain('    at ')
  expect(err).not.toContain('.ts:')
}

test('--help names every command and every setting with its default; so does no command at all', async () => {
  const { out, code } = await jobline(['--help'])
  expect(code).toBe(0)
  for (const command of ['serve', 'token', 'seed', 'backup', 'restore']) expect(out).toContain(`jobline ${command}`)
  for (const { name, fallback } of SETTINGS) expect(out).toContain(fallback === '' ? name : `${name} (${fallback})`)
  expect(await jobline([])).toMatchObject({ out, code: 0 })
  expect(await jobline(['serve', '-h'])).toMatchObject({ out, code: 0 })
})

test('what is misused is told with exit code 2', async () => {
  for (const [args, words] of [
    [['dance'], 'no command "dance"'],
    [['serve', '--colour', 'red'], '--colour'],
    [['backup'], 'needs --to'],
    [['restore'], 'needs --from'],
    [['token'], 'needs --user'],
    [['token', '--user', 'maria', '--minutes', 'soon'], '--minutes'],
  ] as const) {
    const { err, code } = await jobline(args, { JOBLINE_JWT_SECRET: SECRET })
    expect(code, args.join(' ')).toBe(2)
    expect(err).toContain(words)
    expectSentence(err)
  }
})

test('a bad setting is one sentence that names it, with exit code 1', async () => {
  const file = join(newFolder(), 'a-file')
  writeFileSync(file, '')
  for (const [environment, words] of [
    [{}, 'JOBLINE_JWT_SECRET is not set'],
    [{ JOBLINE_JWT_SECRET: SECRET, JOBLINE_SERVICE_KEY: 'short' }, 'JOBLINE_SERVICE_KEY must be at least 32 bytes'],
    [{ JOBLINE_JWT_SECRET: SECRET, JOBLINE_DATA: join(file, 'below') }, 'as the data folder'],
  ] as const) {
    const { err, code } = await jobline(['serve', '--port', '0', '--host', '127.0.0.1'], environment)
    expect(code, words).toBe(1)
    expect(err).toContain(words)
    expectSentence(err)
    expect(err).not.toContain(SECRET)
  }
})

test('a busy port is a sentence with a way out', async () => {
  await using other = await startTestServer()
  const { err, code } = await jobline(['serve', '--host', '127.0.0.1', '--port', String(other.port)], { JOBLINE_JWT_SECRET: SECRET })
  expect(code).toBe(1)
  expect(err).toContain(`unable to listen on port ${other.port}; another program is using it`)
  expect(err).toContain('--port')
  expectSentence(err)
})

test('a second server on the same folder, a seed and a restore beside a running one: a sentence, and the first goes on', async () => {
  const data = newFolder()
  const first = await serve({ JOBLINE_JWT_SECRET: SECRET, JOBLINE_DATA: data })
  const copy = join(newFolder(), 'copy.db')
  expect(await jobline(['backup', '--to', copy, '--data', data])).toMatchObject({ code: 0, out: `Backed up to ${copy}.\n` })
  for (const args of [['serve', '--host', '127.0.0.1', '--port', '0'], ['seed'], ['restore', '--from', copy, '--force']]) {
    const { err, code } = await jobline([...args, '--data', data], { JOBLINE_JWT_SECRET: SECRET })
    expect([args[0], code]).toEqual([args[0] as string, 1])
    expect(err).toContain('another jobline process is using it')
    expectSentence(err)
  }
  expect((await fetch(`${first.url}/readyz`)).status).toBe(200)
  expect((await first.end()).code).toBe(0)
  expect(await jobline(['restore', '--from', copy, '--data', data])).toMatchObject({ code: 1 })
  const restored = await jobline(['restore', '--from', copy, '--data', data, '--force'])
  expect(restored).toMatchObject({ code: 0, err: '' })
  expect(restored.out).toContain('Restored')
})

test('seed fills once and says so; what it filled can be read with a token of this command', async () => {
  const data = newFolder()
  const [first, second] = [await jobline(['seed', '--data', data]), await jobline(['seed', '--data', data])]
  expect([first.code, second.code]).toEqual([0, 0])
  expect(first.out).toContain('Filled')
  expect(second.out).toContain('Nothing done')
  const server = await serve({ JOBLINE_JWT_SECRET: SECRET }, '--data', data)
  const { out } = await jobline(['token', '--user', 'marisol', '--minutes', '5'], { JOBLINE_JWT_SECRET: SECRET })
  const answer = await fetch(`${server.url}/api/conversations/`, { headers: { authorization: `Bearer ${out.trim()}` } })
  const { conversations } = (await answer.json()) as { conversations: Conversation[] }
  expect(conversations.length).toBeGreaterThan(1)
  await server.end()
})

test('token without a secret says what is missing', async () => {
  const { err, code } = await jobline(['token', '--user', 'maria'])
  expect(code).toBe(1)
  expect(err).toContain('JOBLINE_JWT_SECRET is not set')
  expectSentence(err)
})

test('logs are lines of JSON with ids only: no token, no text, no name, no key; SIGTERM ends with 0', async () => {
  const key = 'service-key-that-must-not-be-logged-anywhere'
  const server = await serve(
    { JOBLINE_JWT_SECRET: SECRET, JOBLINE_SERVICE_KEY: key, JOBLINE_LOG: 'debug', JOBLINE_DRAIN: '0' },
    '--data',
    newFolder(),
  )
  const integrate = (path: string, body: object) =>
    fetch(`${server.url}/api/integration/${path}/`, {
      method: 'PUT',
      headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
      body: JSON.stringify(body),
    })
  await integrate('users/maria', { name: 'Maria Confidential' })
  await integrate('users/jun', { name: 'Jun Reyes' })
  await integrate('jobs/job-1', { version: 1, title: 'Secret job', status: 'open' })
  const { conversation_id } = (await (await integrate('jobs/job-1/conversations', { worker_id: 'maria', client_id: 'jun' })).json()) as {
    conversation_id: string
  }
  const token = (await jobline(['token', '--user', 'maria'], { JOBLINE_JWT_SECRET: SECRET })).out.trim()
  const sent = await fetch(`${server.url}/api/conversations/${conversation_id}/messages/?token=${token}`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    body: JSON.stringify(eg.send({ text: 'whispered words' })),
  })
  expect([200, 201, 400]).toContain(sent.status)
  await fetch(`${server.url}/ws/?token=${token}`)
  const { code, said } = await server.end()
  expect(code).toBe(0)
  const lines = said.trim().split('\n')
  for (const line of lines) expect(() => JSON.parse(line), line).not.toThrow()
  expect(lines.map((line) => (JSON.parse(line) as { msg: string }).msg)).toContain('draining')
  for (const secret of [token, key, SECRET, 'whispered words', 'Maria Confidential', 'Secret job']) expect(said).not.toContain(secret)
})

test('npm: the bin runs the same command on Node', async () => {
  const bin = join(import.meta.dir, '..', 'bin', 'jobline.mjs')
  const child = Bun.spawn(['node', bin, 'dance'], { cwd: newFolder(), stdin: 'ignore', stdout: 'pipe', stderr: 'pipe' })
  const [err, code] = await Promise.all([new Response(child.stderr).text(), child.exited])
  expect([code, err.split('\n')[0]]).toEqual([2, 'jobline knows no command "dance"'])
})
