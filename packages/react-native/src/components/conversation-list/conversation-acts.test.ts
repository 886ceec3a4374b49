import { expect, test } from 'bun:test'
import type { MemberState } from '@jobline/protocol'
import { actOfKey, actsOf, isMuted, MUTED_ALWAYS, mutedUntil } from './conversation-acts.ts'

const NOW = 1_800_000_000_000
const state = (fields: Partial<MemberState> = {}): MemberState => ({ conversation_id: 'c', read_seq: 0, unread: 0, ...fields })

test('each act takes back the other', () => {
  expect(actsOf(state(), NOW)).toEqual(['mark_unread', 'pin', 'mute', 'archive'])
  expect(actsOf(state({ unread: 2, pinned_at: 1, muted_until: NOW + 1, archived_at: 1 }), NOW)).toEqual([
    'mark_read',
    'unpin',
    'unmute',
    'unarchive',
  ])
  expect(actsOf(state({ marked_unread: true }), NOW)[0]).toBe('mark_read')
})

test('muted ends by itself', () => {
  expect(isMuted(state({ muted_until: NOW + 1 }), NOW)).toBe(true)
  expect(isMuted(state({ muted_until: NOW }), NOW)).toBe(false)
  expect(isMuted(state(), NOW)).toBe(false)
})

test('how long a mute lasts', () => {
  expect(mutedUntil('mute_hours', NOW) - NOW).toBe(8 * 3_600_000)
  expect(mutedUntil('mute_week', NOW) - NOW).toBe(604_800_000)
  expect(mutedUntil('mute_always', NOW)).toBe(MUTED_ALWAYS)
  expect(Number.isSafeInteger(MUTED_ALWAYS)).toBe(true)
  expect(new Date(MUTED_ALWAYS).getTime()).toBe(MUTED_ALWAYS)
})

test('a key does what the menu offers now', () => {
  expect(actOfKey('KeyE', state(), NOW)).toBe('archive')
  expect(actOfKey('KeyE', state({ archived_at: 1 }), NOW)).toBe('unarchive')
  expect(actOfKey('KeyU', state({ unread: 1 }), NOW)).toBe('mark_read')
  expect(actOfKey('KeyX', state(), NOW)).toBeUndefined()
})
