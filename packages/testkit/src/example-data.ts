// Example data, imported as `eg`: a test names only what it is about, the rest comes from here.

import { randomUUID } from 'node:crypto'
import type { Job } from '@jobline/protocol'

export const worker = { id: 'worker-1', name: 'Marisol Santos' } as const
export const client = { id: 'client-1', name: 'Ramon Aquino' } as const
/** In no conversation of the other two. */
export const stranger = { id: 'stranger-1', name: 'Sam Stranger' } as const

export const job = (changes: Partial<Job> = {}): Job => ({
  id: 'job-1',
  version: 1,
  title: 'Kitchen sink replacement',
  status: 'open',
  price_minor: 350_000,
  currency: 'PHP',
  place: 'Makati',
  ...changes,
})

export const uuid = (): string => randomUUID()

export const send = (changes: Partial<{ id: string; text: string; sent_at: number; reply_to_id: string; after_id: string }> = {}) => ({
  id: uuid(),
  text: 'On my way up',
  ...changes,
})
