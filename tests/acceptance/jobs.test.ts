// What the marketplace says of its jobs, as the two who talk about one are told it.

import { afterAll, beforeAll, expect, test } from 'bun:test'
import { type BootedPlace, bootPlace } from './boot-place.ts'
import type { Marketplace } from './marketplace.ts'

let booted: BootedPlace
let market: Marketplace

beforeAll(async () => {
  booted = await bootPlace()
  market = booted.market
})
afterAll(() => booted.stop())

test('JOB-5 money is a whole number of minor units with a currency of three capitals, told as it was given and exact to the last centavo', async () => {
  const { job_id, worker_id, client_id, conversation_id } = await market.pair()
  const socket = await market.socket(client_id)
  let version = 1
  const put = (money: object) =>
    market.request('PUT', `/api/integration/jobs/${job_id}/`, {
      token: market.place.service_key,
      body: { version: ++version, title: 'Repaint two bedrooms', status: 'accepted', ...money },
    })
  // The last is the greatest whole number that JSON carries exactly.
  for (const money of [
    { price_minor: 0, currency: 'PHP' },
    { price_minor: 1, currency: 'JPY' },
    { price_minor: 850_099, currency: 'PHP' },
    { price_minor: Number.MAX_SAFE_INTEGER, currency: 'IDR' },
  ]) {
    expect((await put(money)).body).toMatchObject({ applied: true, job: money })
    expect((await socket.next({ type: 'job' })).job).toMatchObject(money)
    const { body } = await market.as(worker_id, 'GET', `/api/conversations/${conversation_id}/`)
    expect(body.conversation.job).toMatchObject(money)
  }
  for (const [money, path] of [
    [{ price_minor: 8_500.99, currency: 'PHP' }, '/price_minor'],
    [{ price_minor: '850099', currency: 'PHP' }, '/price_minor'],
    [{ price_minor: -1, currency: 'PHP' }, '/price_minor'],
    [{ price_minor: 2 ** 53, currency: 'PHP' }, '/price_minor'],
    [{ price_minor: 1, currency: 'php' }, '/currency'],
    [{ price_minor: 1, currency: '₱' }, '/currency'],
    [{ price_minor: 1, currency: 'PESO' }, '/currency'],
  ] as const) {
    expect(await put(money)).toMatchObject({ status: 400, body: { code: 'bad_request', path } })
  }
  const { body } = await market.as(worker_id, 'GET', `/api/conversations/${conversation_id}/`)
  expect(body.conversation.job).toMatchObject({ price_minor: Number.MAX_SAFE_INTEGER, currency: 'IDR' })
})
