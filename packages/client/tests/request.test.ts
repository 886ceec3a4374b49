// What has no view is asked over REST, with the token of the connection.

import { afterEach, describe, expect, test } from 'bun:test'
import { ChatError } from '../src/index.ts'
import { settle } from './client-clock.ts'
import { openedChat } from './opened-chat.ts'
import { aWorld, endWorlds } from './scripted-world.ts'

afterEach(endWorlds)

const codeOf = (asked: Promise<unknown>) =>
  asked.then(
    () => 'answered',
    (error) => [error instanceof ChatError, error.code, error.retryable],
  )

describe('request', () => {
  test('goes out with the token, and resolves with what the server says', async () => {
    const { world } = await openedChat()
    const asked = world.client.request<{ settings: object }>('PATCH', '/api/me/settings/', { presence: false })
    const { method, path, token, body, answer } = await world.server.restAsked()
    expect([method, path, token, body]).toEqual(['PATCH', '/api/me/settings/', 'a-token', { presence: false }])
    answer({ settings: { presence: false } })
    expect(await asked).toEqual({ settings: { presence: false } })
  })

  test('an error keeps its code, and whether to try again', async () => {
    const { world } = await openedChat()
    const asked = world.client.request('GET', '/api/messages/m/').catch((error) => error)
    const { answer } = await world.server.restAsked()
    answer({ code: 'rate_limited', message: 'Slowly.', retryable: true, retry_after_ms: 900 }, 429)
    expect(await asked).toMatchObject({ name: 'ChatError', code: 'rate_limited', retryable: true, retry_after_ms: 900, message: 'Slowly.' })
  })

  test('without a connection, without an answer, and by a captive portal it is unavailable', async () => {
    const world = aWorld()
    expect(await codeOf(world.client.request('GET', '/api/blocks/'))).toEqual([true, 'unavailable', true])
    const { world: live } = await openedChat()
    const lost = codeOf(live.client.request('GET', '/api/blocks/'))
    ;(await live.server.restAsked()).fail()
    expect(await lost).toEqual([true, 'unavailable', true])
    for (const page of [undefined, null, 'Welcome to our Wi-Fi', { hello: 'guest' }]) {
      const portal = codeOf(live.client.request('GET', '/api/blocks/'))
      ;(await live.server.restAsked()).answer(page as unknown as object, 511)
      expect(await portal).toEqual([true, 'unavailable', true])
    }
    expect(live.server.rest_asked.length).toBe(5)
  })

  test('nothing is asked any more of a client that was closed', async () => {
    const { world } = await openedChat()
    await world.client.close()
    expect(await codeOf(world.client.request('GET', '/api/blocks/'))).toEqual([true, 'unavailable', true])
    await settle()
    expect(world.server.rest_asked).toEqual([])
  })
})
