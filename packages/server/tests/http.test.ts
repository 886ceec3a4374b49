// What stands around the API: origins, the web app's files, health, metrics.

import { afterAll, expect, test } from 'bun:test'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { eg, startTestServer, type TestServer, TestSocket } from '@jobline/testkit'

// A release may lie in a folder whose own name looks like a hash.
const web_dir = mkdtempSync(join(tmpdir(), 'jobline-web-0123456789abcdef0123.'))
const HASHED = '/_expo/static/js/web/entry-0123456789abcdef0123456789abcdef.js'
for (const [path, text] of [
  ['/index.html', '<!doctype html><title>Jobline</title>'],
  [HASHED, 'console.log("the app")'.repeat(50)],
  ['/favicon.ico', 'icon'],
  ['/sw.js', 'self.addEventListener("fetch", () => {})'],
  ['/manifest.webmanifest', '{"name":"Jobline"}'],
  ['/.secret', 'hidden'],
] as const) {
  mkdirSync(join(web_dir, path, '..'), { recursive: true })
  writeFileSync(join(web_dir, path), text)
}
afterAll(() => rmSync(web_dir, { recursive: true, force: true }))

const dial = (server: TestServer, token: string, origin?: string) =>
  TestSocket.dial(`${server.ws_url}/ws/`, { token, ...(origin === undefined ? {} : { headers: { origin } }) }).then(
    async (socket) => {
      await socket.next('hello')
      socket.close()
      return 'let in'
    },
    () => 'refused',
  )

test('CONN-13 an upgrade from a web page is let in from our own addresses and those the operator named, from no other', async () => {
  await using server = await startTestServer({ environment: { JOBLINE_ORIGINS: 'https://jobs.example, https://m.jobs.example:8443' } })
  const token = await server.token(eg.worker.id)
  for (const origin of [
    undefined,
    `http://localhost:${server.port}`,
    `http://127.0.0.1:${server.port}`,
    'https://jobs.example',
    'https://m.jobs.example:8443',
  ]) {
    expect(await dial(server, token, origin), origin).toBe('let in')
  }
  const foreign = [
    'https://evil.example',
    'http://jobs.example',
    'https://jobs.example.evil.example',
    'https://jobs.example:8443',
    'null',
    `http://localhost:${server.port + 1}`,
    `https://localhost:${server.port}`,
  ]
  for (const origin of foreign) expect(await dial(server, token, origin), origin).toBe('refused')
  const upgrade = {
    connection: 'upgrade',
    upgrade: 'websocket',
    'sec-websocket-version': '13',
    'sec-websocket-key': 'dGhlIHNhbXBsZSBub25jZQ==',
  }
  const refused = await server.call('GET', '/ws/', { token, headers: { ...upgrade, origin: 'https://evil.example' } })
  expect(refused).toMatchObject({ status: 403, body: { code: 'origin_refused' } })
})

test('CONN-13 a web page may read answers from the allow-list only, and is told what it may send', async () => {
  await using server = await startTestServer({ environment: { JOBLINE_ORIGINS: 'https://jobs.example' } })
  const ask = (method: string, origin: string) =>
    server.call(method, '/api/me/', { user_id: eg.worker.id, headers: { origin, 'access-control-request-method': 'PATCH' } })
  const [good, bad] = [await ask('GET', 'https://jobs.example'), await ask('GET', 'https://evil.example')]
  expect(good.headers.get('access-control-allow-origin')).toBe('https://jobs.example')
  expect(good.headers.get('vary')?.toLowerCase()).toContain('origin')
  expect(good.headers.get('access-control-allow-credentials')).toBeNull()
  expect(good.headers.get('access-control-expose-headers')).toBe('retry-after')
  expect(bad).toMatchObject({ status: 403, body: { code: 'origin_refused' } })
  expect(bad.headers.get('access-control-allow-origin')).toBeNull()
  const preflight = await ask('OPTIONS', 'https://jobs.example')
  expect(preflight.status).toBe(204)
  for (const method of ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'])
    expect(preflight.headers.get('access-control-allow-methods')).toContain(method)
  expect(preflight.headers.get('access-control-allow-headers')).toContain('authorization')
  expect((await ask('OPTIONS', 'https://evil.example')).status).toBe(403)
})

test('the web app: the page for every path of its own, files as they are, a missing file is missing', async () => {
  await using server = await startTestServer({ environment: { JOBLINE_WEB: web_dir } })
  for (const path of ['/', '/index.html', '/chat/5f0c2f6e-7a54-4f0e-9a1c-2d6b8e3f4a10', '/demo/marisol', '/settings/']) {
    const page = await server.call<string>('GET', path)
    expect([page.status, page.headers.get('content-type'), page.headers.get('cache-control')], path).toEqual([
      200,
      'text/html; charset=utf-8',
      'no-cache',
    ])
    expect(page.body).toContain('<title>Jobline</title>')
  }
  const script = await server.call<string>('GET', HASHED)
  expect(script.headers.get('content-type')).toContain('text/javascript')
  expect(script.headers.get('cache-control')).toContain('immutable')
  expect(script.body).toContain('the app')
  for (const path of [
    '/_expo/static/js/web/entry-gone.js',
    '/missing.png',
    '/../package.json',
    '/%2e%2e/package.json',
    '/api/nothing/',
    '/api',
  ]) {
    const missing = await server.call<{ code?: string }>('GET', path)
    expect([missing.status, missing.body.code], path).toEqual([404, 'not_found'])
  }
  expect((await server.call<string>('GET', '/.secret')).body).not.toContain('hidden')
  expect((await server.call('POST', '/')).status).toBe(404)
  const head = await server.call<string>('HEAD', '/')
  expect([head.status, head.body]).toEqual([200, ''])
})

test('the web app travels compressed, and what a browser still has is not sent again', async () => {
  await using server = await startTestServer({ environment: { JOBLINE_WEB: web_dir } })
  const get = (path: string, headers: Record<string, string>) => fetch(`${server.url}${path}`, { headers, decompress: false })
  const sizes: Record<string, number> = {}
  const tags = new Set<string | null>()
  for (const [accepted, sent] of [
    ['gzip, deflate, br, zstd', 'br'],
    ['gzip', 'gzip'],
    ['identity', null],
    ['gzip, br;q=0', 'gzip'],
    ['br; q=0.000 , gzip ;q=0.5', 'gzip'],
    ['br;q=0.1', 'br'],
  ] as const) {
    const answer = await get(HASHED, { 'accept-encoding': accepted })
    expect([answer.headers.get('content-encoding'), answer.headers.get('vary')], accepted).toEqual([sent, 'Accept-Encoding'])
    sizes[accepted] = (await answer.arrayBuffer()).byteLength
    tags.add(answer.headers.get('etag'))
    for (const [path, known] of [
      [HASHED, answer.headers.get('etag') ?? ''],
      [HASHED, `"another", W/${answer.headers.get('etag')}`],
    ] as const) {
      const again = await get(path, { 'accept-encoding': accepted, 'if-none-match': known })
      expect([again.status, (await again.arrayBuffer()).byteLength, again.headers.get('etag')]).toEqual([
        304,
        0,
        answer.headers.get('etag'),
      ])
    }
  }
  expect(sizes.gzip).toBeLessThan((sizes.identity as number) / 5)
  expect(tags.size).toBe(3)
  expect((await get('/', { 'if-none-match': [...tags].join() })).status).toBe(200)
})

test('the page forbids foreign scripts, frames and guesses about types, and loads nothing from elsewhere', async () => {
  await using server = await startTestServer({ environment: { JOBLINE_WEB: web_dir } })
  const { headers } = await server.call('GET', '/')
  const policy = new Map(
    (headers.get('content-security-policy') ?? '')
      .split(';')
      .map((part) => [part.trim().split(' ')[0], part.trim().split(' ').slice(1).join(' ')]),
  )
  expect(policy.get('default-src')).toBe("'self'")
  expect(policy.get('script-src')).toBe("'self'")
  expect(policy.get('object-src')).toBe("'none'")
  expect(policy.get('base-uri')).toBe("'none'")
  expect(policy.get('frame-ancestors')).toBe("'none'")
  expect(headers.get('x-content-type-options')).toBe('nosniff')
  expect(headers.get('referrer-policy')).toBe('no-referrer')
  expect(headers.get('x-frame-options')).toBe('DENY')
})

test('the service worker is asked for anew at every look, may load nothing from elsewhere, and the manifest says what it is', async () => {
  await using server = await startTestServer({ environment: { JOBLINE_WEB: web_dir } })
  const worker = await server.call('GET', '/sw.js')
  expect(worker.headers.get('content-type')).toContain('text/javascript')
  // Its scope is the folder that it lies in: the whole app, without a header that widens it.
  expect([worker.headers.get('cache-control'), worker.headers.get('service-worker-allowed')]).toEqual(['no-cache', null])
  expect(worker.headers.get('content-security-policy')).toContain("connect-src 'self'")
  const manifest = await server.call('GET', '/manifest.webmanifest')
  expect([manifest.headers.get('content-type'), manifest.headers.get('cache-control')]).toEqual(['application/manifest+json', 'no-cache'])
})

test('without a web app there is the API and nothing else', async () => {
  await using server = await startTestServer()
  expect(await server.call('GET', '/')).toMatchObject({ status: 404, body: { code: 'not_found' } })
  expect((await server.call('GET', '/healthz')).status).toBe(200)
})

test('healthz, readyz and metrics answer with and without the last slash; metrics count what happened', async () => {
  await using server = await startTestServer()
  const conversation_id = await server.openConversation()
  const worker = await server.connect(eg.worker.id)
  await worker.ask({ type: 'chat_message', conversation_id, ...eg.send() })
  await worker.ask({ type: 'chat_message', conversation_id, ...eg.send({ text: '' }) })
  for (const [path, status] of [
    ['/healthz', 'ok'],
    ['/healthz/', 'ok'],
    ['/readyz', 'ready'],
    ['/readyz/', 'ready'],
  ] as const) {
    expect(await server.call('GET', path)).toMatchObject({ status: 200, body: { status } })
  }
  const { body, headers } = await server.call<string>('GET', '/metrics')
  expect(headers.get('content-type')).toContain('text/plain')
  const value = (name: string) => Number(new RegExp(`^${name}(?:\\{[^}]*\\})? ([\\d.e+-]+)$`, 'm').exec(body)?.[1] ?? Number.NaN)
  expect(value('jobline_sockets')).toBe(1)
  expect(value('jobline_sockets_opened_total')).toBe(1)
  expect(value('jobline_frames_in_total')).toBe(2)
  expect(value('jobline_commit_seconds_count')).toBeGreaterThan(0)
  expect(value('jobline_failures_total')).toBe(0)
  expect(body).not.toContain(eg.worker.id)
  expect(body).not.toContain(conversation_id)
})

test('errors of the gateway are counted, those of verbs too', async () => {
  await using server = await startTestServer()
  const conversation_id = await server.openConversation()
  const worker = await server.connect(eg.worker.id)
  worker.sendRaw('{')
  await worker.next('error')
  await worker.ask({ type: 'chat_message', conversation_id, ...eg.send({ text: '' }) })
  const { body } = await server.call<string>('GET', '/metrics')
  expect(Number(/^jobline_errors_out_total (\d+)$/m.exec(body)?.[1])).toBe(2)
})
