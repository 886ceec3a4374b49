// Who gets into the demo: whoever sits at the server, and others with the code on its screen.

import { expect, test } from 'bun:test'
import { startTestServer, type TestServerOptions } from '@jobline/testkit'

/** The test's own address counts as a proxy, so that a header can speak for another machine. */
const DEMO: TestServerOptions = {
  environment: { JOBLINE_DEMO: '1', JOBLINE_TRUSTED_PROXIES: '127.0.0.1', JOBLINE_RATE_DEMO_TOKENS: '4/0.001' },
}
const elsewhere = { 'x-forwarded-for': '203.0.113.9' }
const path = '/api/demo/marisol/token/'

test('at the server a name is enough; from another machine only with the code, however it is written', async () => {
  await using server = await startTestServer(DEMO)
  const { pairing_code } = server.running
  expect(await server.call('POST', path)).toMatchObject({ status: 200 })
  expect(await server.call('POST', path, { headers: elsewhere })).toMatchObject({ status: 403, body: { code: 'demo_only' } })
  const wrong = { headers: elsewhere, body: { code: 'AAAA-AAAA' } }
  expect(await server.call('POST', path, wrong)).toMatchObject({ status: 403, body: { code: 'demo_only' } })
  const spelled = `${pairing_code.slice(0, 4)} - ${pairing_code.slice(4).toLowerCase()}`
  expect(await server.call('POST', path, { headers: elsewhere, body: { code: spelled } })).toMatchObject({ status: 200 })
  expect(await server.call('GET', '/api/demo/', { headers: elsewhere })).toMatchObject({ status: 200 })
})

test('codes cannot be tried out: an address has a few tries', async () => {
  await using server = await startTestServer(DEMO)
  const tries = []
  for (let count = 0; count < 6; count++) {
    tries.push((await server.call('POST', path, { headers: elsewhere, body: { code: `AAAAAAA${count}` } })).status)
  }
  expect(tries).toEqual([403, 403, 403, 403, 429, 429])
})

test('every start has a code of its own', async () => {
  await using server = await startTestServer(DEMO)
  const first = server.running.pairing_code
  await server.restart()
  expect(server.running.pairing_code).not.toBe(first)
  expect(first).toMatch(/^[A-Z2-9]{8}$/)
})

test('under a name that is not ours there is no demo, whoever asks: a page elsewhere may have bent its name to this machine', async () => {
  await using server = await startTestServer(DEMO)
  expect(await server.call('POST', path, { headers: { host: 'evil.example' } })).toMatchObject({ status: 403, body: { code: 'demo_only' } })
})

test('outside demo mode there is no demo', async () => {
  await using server = await startTestServer()
  expect(await server.call('POST', path)).toMatchObject({ status: 403, body: { code: 'demo_only' } })
  expect(await server.call('GET', '/api/demo/')).toMatchObject({ status: 403, body: { code: 'demo_only' } })
})
