// Jobs and words for a test alone: made by the marketplace's backend, said over REST by one of the two people.

import { randomUUID } from 'node:crypto'
import { expect, type Page } from '@playwright/test'
import { integrate, row, unique, url } from './people.ts'

export interface OwnJob {
  readonly title: string
  readonly job_id: string
  readonly conversation_id: string
}

/** A conversation that no other test knows. */
export async function newJob(worker_id: string, client_id: string, words = 'Paint the fence'): Promise<OwnJob> {
  const job_id = `test-${randomUUID()}`
  const title = unique(words)
  await integrate('PUT', `/api/integration/jobs/${job_id}/`, { title, version: 1, status: 'accepted', place: 'Baguio' })
  const { conversation_id } = (await integrate('PUT', `/api/integration/jobs/${job_id}/conversations/`, { worker_id, client_id })) as {
    conversation_id: string
  }
  return { title, job_id, conversation_id }
}

/** Calls of one person of the demo, without a screen. */
export async function callsOf(name: string) {
  const answer = await fetch(`${url()}/api/demo/${name}/token/`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: '{}',
  })
  const { token } = (await answer.json()) as { token: string }
  const call = async (method: string, path: string, body?: object) => {
    const response = await fetch(url() + path, {
      method,
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      ...(body ? { body: JSON.stringify(body) } : {}),
    })
    expect(response.ok, `${method} ${path}: ${response.status}`).toBe(true)
    return response.json()
  }
  return {
    call,
    async send(conversation_id: string, text: string): Promise<string> {
      const id = randomUUID()
      await call('POST', `/api/conversations/${conversation_id}/messages/`, { id, text, sent_at: Date.now() })
      return id
    },
    remove: (message_id: string) => call('DELETE', `/api/messages/${message_id}/`),
  }
}

/** Opens the demo's link of a person and waits for the row of a job. */
export async function signInTo(page: Page, name: string, title: string): Promise<void> {
  await page.goto(`${url()}/demo/${name}`)
  await expect(row(page, title)).toBeVisible()
}
