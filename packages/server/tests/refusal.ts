// An upgrade that is not let in, as HTTP answers it: a WebSocket client shows only that it failed.

import type { TestServer } from '@jobline/testkit'

/** What an upgrade is answered with that is not let in. */
export async function refusal(server: TestServer, token?: string, more_headers: Readonly<Record<string, string>> = {}) {
  const headers = {
    connection: 'upgrade',
    upgrade: 'websocket',
    'sec-websocket-version': '13',
    'sec-websocket-key': 'dGhlIHNhbXBsZSBub25jZQ==',
  }
  const response = await fetch(`${server.url}/ws/`, {
    headers: { ...headers, ...more_headers, ...(token === undefined ? {} : { authorization: `Bearer ${token}` }) },
  })
  return { status: response.status, retry_after: response.headers.get('retry-after'), body: await response.json() }
}
