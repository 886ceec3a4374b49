import { expect, test } from 'bun:test'
import type { ConversationHit, MessageHit, SearchSnapshot } from '@jobline/client/search'
import { createSearchRows, foundNothing } from './search-rows.ts'

const conversation = { conversation: { id: 'c' }, parts: { title: [], name: [] } } as unknown as ConversationHit
const message = { message: { id: 'm' }, conversation: { id: 'c' }, parts: [] } as unknown as MessageHit
const snapshot = (fields: Partial<SearchSnapshot>): SearchSnapshot => ({
  query: 'sink',
  state: 'done',
  source: 'server',
  conversations: [],
  messages: [],
  more: false,
  ...fields,
})
const keysOf = (fields: Partial<SearchSnapshot>) => createSearchRows()(snapshot(fields)).map(({ key }) => key)

test('CV-5 both sections have a heading, and an empty one has none', () => {
  expect(keysOf({ conversations: [conversation], messages: [message] })).toEqual([
    'conversations',
    'conversation c',
    'messages',
    'message m',
  ])
  expect(keysOf({ messages: [message] })).toEqual(['messages', 'message m'])
  expect(keysOf({ conversations: [conversation] })).toEqual(['conversations', 'conversation c'])
})

test('what is looked for shows as skeletons at first, later the old hits stay', () => {
  expect(keysOf({ state: 'searching', conversations: [conversation] })).toEqual([
    'conversations',
    'conversation c',
    'messages',
    'skeletons',
  ])
  expect(keysOf({ state: 'searching', messages: [message] })).toEqual(['messages', 'message m'])
})

test('what was looked through is said where it is less than all', () => {
  expect(keysOf({ source: 'device', messages: [message] })).toEqual(['messages', 'device', 'message m'])
  expect(keysOf({ state: 'failed', conversations: [conversation] })).toEqual(['conversations', 'conversation c', 'messages', 'failed'])
})

test('more, and more that did not come', () => {
  expect(keysOf({ messages: [message], more: true }).at(-1)).toBe('more')
  const rows = createSearchRows()(snapshot({ messages: [message], more: true, error_code: 'unavailable' }))
  expect(rows.at(-1)?.type).toBe('more_failed')
})

test('a row is the same object while its hit is', () => {
  const rows = createSearchRows()
  const before = rows(snapshot({ messages: [message] }))
  expect(rows(snapshot({ messages: [message], more: true }))[1]).toBe(before[1] as never)
})

test('nothing found is said once everything was looked through', () => {
  expect(foundNothing(snapshot({}))).toBe(true)
  expect(foundNothing(snapshot({ state: 'searching' }))).toBe(false)
  expect(foundNothing(snapshot({ conversations: [conversation] }))).toBe(false)
  expect(foundNothing(snapshot({ more: true }))).toBe(false)
  expect(keysOf({ more: true })).toEqual(['messages', 'more'])
})
