import { describe, expect, test } from 'bun:test'
import type { MessageItem } from '@jobline/client'
import { actsFor, actsOfKey, canReact, lastEditable } from './message-acts.ts'

const item = (fields: Partial<MessageItem> = {}): MessageItem => ({
  id: 'm1',
  conversation_id: 'c',
  seq: 1,
  rev: 1,
  kind: 'text',
  sender_id: 'ana',
  text: 'Hello',
  sent_at: 1,
  created_at: 1,
  is_own: false,
  ...fields,
})
const own = (fields: Partial<MessageItem> = {}) => item({ sender_id: 'me', is_own: true, status: 'sent', ...fields })
const ALL = { can_write: true, can_report: true }

describe('what can be done with a message', () => {
  test('of somebody else: reply, copy, report, and nothing that changes it', () =>
    expect(actsFor(item(), ALL)).toEqual(['reply', 'copy', 'report', 'info']))

  test('MF-5 MF-6 of one’s own: edit and delete as well, and no report', () =>
    expect(actsFor(own(), ALL)).toEqual(['reply', 'copy', 'edit', 'delete', 'info']))

  test('in a closed conversation it can still be copied, deleted and reported', () => {
    const closed = { can_write: false, can_report: true }
    expect(actsFor(own(), closed)).toEqual(['copy', 'delete', 'info'])
    expect(actsFor(item(), closed)).toEqual(['copy', 'report', 'info'])
    expect(canReact(item(), closed)).toBe(false)
  })

  test('one that failed can be tried again, changed or thrown away', () =>
    expect(actsFor(own({ seq: 0, status: 'failed' }), ALL)).toEqual(['retry', 'copy', 'edit', 'discard']))

  test('one that waits is not answered yet', () =>
    expect(actsFor(own({ seq: 0, status: 'queued' }), ALL)).toEqual(['copy', 'edit', 'delete']))

  test('a deleted one: nothing, but to take it back while it is held back', () => {
    expect(actsFor(own({ deleted_at: 5 }), ALL)).toEqual([])
    const change = { id: 'd', kind: 'delete', state: 'queued' } as const
    expect(actsFor(own({ deleted_at: 5, change }), ALL)).toEqual(['undo_delete'])
    expect(actsFor(own({ deleted_at: 5, change: { ...change, state: 'sending' } }), ALL)).toEqual([])
    expect(canReact(item({ deleted_at: 5 }), ALL)).toBe(false)
  })

  test('a system message: nothing', () => expect(actsFor(item({ kind: 'system', text: undefined }), ALL)).toEqual([]))

  test('a photo has no words to copy or edit', () =>
    expect(actsFor(own({ kind: 'image', text: undefined }), ALL)).toEqual(['reply', 'delete', 'info']))
})

test('ArrowUp means the last own text that is still there', () => {
  const items = [own({ id: 'a' }), own({ id: 'b' }), own({ id: 'c', deleted_at: 5 }), item({ id: 'd' })]
  expect(lastEditable(items)?.id).toBe('b')
  expect(lastEditable([item()])).toBeUndefined()
})

describe('keys', () => {
  const key = (name: string, held: object = {}) =>
    actsOfKey({ key: name, altKey: false, ctrlKey: false, metaKey: false, shiftKey: false, ...held })

  test('one for each act, and three for the menu', () => {
    expect(['r', 'c', 'e', 'Delete', '+', 'R'].map((name) => key(name)[0])).toEqual(['reply', 'copy', 'edit', 'delete', 'react', 'reply'])
    expect(['Enter', ' ', 'ContextMenu'].map((name) => key(name)[0])).toEqual(['menu', 'menu', 'menu'])
    expect(key('F10', { shiftKey: true })).toEqual(['menu'])
  })

  test('what the browser or the system means by a key stays theirs', () => {
    expect(key('r', { ctrlKey: true })).toEqual([])
    expect(key('e', { metaKey: true })).toEqual([])
    expect(key('c', { ctrlKey: true })).toEqual(['copy'])
    expect(key('c', { ctrlKey: true, shiftKey: true })).toEqual([])
    expect(key('ArrowDown')).toEqual([])
    expect(key('Tab')).toEqual([])
  })
})
