// The demo's sign-in: who can be chosen, and a short token for one of them. Stands where a marketplace's
// own sign-in would; the chat client only ever sees `getToken`.

import { ChatError } from '@jobline/client'
import type { EndpointResult } from '@jobline/protocol'
import { serverUrl } from '../platform/server-url.ts'

export type DemoPerson = EndpointResult<'list_demo_people'>['people'][number]
export type DemoToken = EndpointResult<'create_demo_token'>

/** Everybody who can be signed in as. Rejects with a ChatError `demo_only` where the server is not a demo. */
export async function listPeople(): Promise<readonly DemoPerson[]> {
  const { people } = await call<EndpointResult<'list_demo_people'>>('GET', '/api/demo/')
  return people
}

/**
 * A fresh token; from another machine than the server's with the code that it shows. Rejects with a ChatError: final where
 * the name is unknown or the code missing or wrong (`demo_only`), else retryable.
 */
export const exchange = (name: string, code: string | undefined): Promise<DemoToken> =>
  call('POST', `/api/demo/${encodeURIComponent(name)}/token/`, code === undefined ? {} : { code })

/** So long somebody whose chats are on this device waits for a network that may be none before they see them. */
export const PATIENCE_MS = 4_000
/** And somebody for whom there is nothing to see without it. */
export const LONG_PATIENCE_MS = 60_000

export async function inTime<T>(work: Promise<T>, limit_ms = PATIENCE_MS): Promise<T> {
  let timer: ReturnType<typeof setTimeout> | undefined
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new ChatError('unavailable', true, 'The server does not answer.')), limit_ms)
  })
  return Promise.race([work, late]).finally(() => clearTimeout(timer))
}

async function call<T>(method: string, path: string, body?: unknown): Promise<T> {
  let response: Response
  try {
    const content = body === undefined ? {} : { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }
    response = await fetch(serverUrl() + path, { method, cache: 'no-store', credentials: 'omit', ...content })
  } catch {
    throw new ChatError('unavailable', true, 'The server cannot be reached.')
  }
  if (response.ok) return (await response.json()) as T
  if (response.status === 403) throw new ChatError('demo_only', false, 'The server is not in demo mode.')
  if (response.status === 404) throw new ChatError('not_found', false, 'The demo has no such person.')
  throw new ChatError('unavailable', true, `The server answered ${response.status}.`)
}
