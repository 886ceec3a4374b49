// People of the demo without a browser: their own tokens, over REST.

import { randomUUID } from 'node:crypto'
import { expect } from '@playwright/test'
import { url } from './people.ts'

async function tokenOf(name: string): Promise<string> {
  const response = await fetch(`${url()}/api/demo/${name}/token/`, { method: 'POST' })
  expect(response.status).toBe(200)
  return ((await response.json()) as { token: string }).token
}

/** Asks as this person, whatever the answer. */
export async function askAs(name: string, method: string, path: string, body?: object): Promise<Response> {
  const headers = { authorization: `Bearer ${await tokenOf(name)}`, 'content-type': 'application/json' }
  return fetch(url() + path, { method, headers, ...(body ? { body: JSON.stringify(body) } : {}) })
}

export async function conversationOf(name: string, job_title: string): Promise<string> {
  const response = await askAs(name, 'GET', '/api/conversations/')
  const { conversations } = (await response.json()) as { conversations: { id: string; job: { title: string } }[] }
  const found = conversations.find(({ job }) => job.title === job_title)
  expect(found, `${name} talks about ${job_title}`).toBeDefined()
  return found?.id ?? ''
}

/** Resolves with the message's id once the server has it. */
export async function sendAs(name: string, job_title: string, text: string): Promise<string> {
  const id = randomUUID()
  const conversation_id = await conversationOf(name, job_title)
  const response = await askAs(name, 'POST', `/api/conversations/${conversation_id}/messages/`, { id, text, sent_at: Date.now() })
  expect(response.status).toBe(201)
  return id
}
