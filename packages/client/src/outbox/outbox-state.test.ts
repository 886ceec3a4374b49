import { describe, expect, test } from 'bun:test'
import { advanceItem, type OutboxEvent, type OutboxItem, type OutboxState } from './outbox-state.ts'

const item = (state: OutboxState): OutboxItem => ({
  kind: 'send',
  id: 'm1',
  conversation_id: 'c1',
  text: 'Hello',
  sent_at: 1,
  place: 1,
  state,
  ...(state === 'failed' ? { error_code: 'conversation_closed' as const } : {}),
})
const events: readonly OutboxEvent[] = ['attempt', 'refuse', 'retry', 'discard']
// Every pair; what is not named stays the same object.
const expected: Record<OutboxState, Partial<Record<OutboxEvent, OutboxState | 'gone'>>> = {
  queued: { attempt: 'sending', refuse: 'failed', discard: 'gone' },
  sending: { refuse: 'failed' },
  failed: { retry: 'queued', discard: 'gone' },
}

describe('every state and every event', () => {
  for (const state of Object.keys(expected) as OutboxState[]) {
    for (const event of events) {
      const outcome = expected[state][event]
      test(`${state} + ${event}: ${outcome ?? 'stays'}`, () => {
        const before = item(state)
        const after = advanceItem(before, event, event === 'refuse' ? 'id_conflict' : undefined)
        if (outcome === undefined) expect(after).toBe(before)
        else expect(after?.state ?? 'gone').toBe(outcome)
      })
    }
  }
})

test('G5 what failed says why, and a retry forgets it', () => {
  expect(advanceItem(item('sending'), 'refuse', 'id_conflict')?.error_code).toBe('id_conflict')
  expect(advanceItem(item('failed'), 'retry')?.error_code).toBeUndefined()
})
