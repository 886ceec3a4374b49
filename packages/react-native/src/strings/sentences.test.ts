import { expect, test } from 'bun:test'
import type { Message } from '@jobline/protocol'
import { ENGLISH } from './en.ts'
import { money } from './money.ts'
import { eventSentence, initialsOf, jobStatusLabel, oneLine } from './sentences.ts'

const people = { user_id: 'me', nameOf: (user_id: string) => ({ ana: 'Ana Reyes' })[user_id] ?? '?' }
const message = (fields: Partial<Message>): Message => ({
  id: 'a',
  conversation_id: 'c',
  seq: 1,
  rev: 1,
  kind: 'text',
  sender_id: 'ana',
  sent_at: 0,
  created_at: 0,
  ...fields,
})

test('a system message is worded from its event, never from a text', () => {
  expect(eventSentence({ name: 'job_status_changed', from: 'accepted', to: 'in_progress' }, ENGLISH, people)).toBe(
    'Job status: In progress',
  )
  expect(eventSentence({ name: 'job_status_changed', from: 'open', to: 'accepted', status_label: 'Hired' }, ENGLISH, people)).toBe(
    'Job status: Hired',
  )
  expect(eventSentence({ name: 'member_removed', user_id: 'ana' }, ENGLISH, people)).toBe('Ana Reyes was removed from the conversation')
  expect(eventSentence({ name: 'member_removed', user_id: 'me' }, ENGLISH, people)).toBe('You were removed from the conversation')
  expect(oneLine(message({ kind: 'system', text: 'Pay outside', event: { name: 'conversation_opened' } }), ENGLISH, people)).toBe(
    'The conversation was opened',
  )
})

test('an event of a newer server has words too', () => {
  expect(eventSentence({ name: 'moon_landed' } as never, ENGLISH, people)).toBe(ENGLISH.event.unknown)
  expect(eventSentence(undefined, ENGLISH, people)).toBe(ENGLISH.event.unknown)
})

test('CV-2 the preview names each kind', () => {
  expect(oneLine(message({ text: '  two\n lines ' }), ENGLISH, people)).toBe('two lines')
  expect(oneLine(message({ kind: 'image' }), ENGLISH, people)).toBe('Photo')
  expect(oneLine(message({ kind: 'image', text: 'The wall' }), ENGLISH, people)).toBe('The wall')
  expect(oneLine(message({ kind: 'file' }), ENGLISH, people)).toBe('File')
  expect(oneLine(message({ deleted_at: 5 }), ENGLISH, people)).toBe('Message deleted')
})

test('CV-6 the marketplace’s own wording of a status wins', () => {
  expect(jobStatusLabel({ status: 'applied' }, ENGLISH)).toBe('Applied')
  expect(jobStatusLabel({ status: 'applied', status_label: 'Quoted' }, ENGLISH)).toBe('Quoted')
})

test('initials', () => {
  expect(initialsOf('Marisol Santos')).toBe('MS')
  expect(initialsOf('  kristine  dela cruz ')).toBe('KC')
  expect(initialsOf('Ñ')).toBe('Ñ')
  expect(initialsOf('𝒜lice 🙂ob')).toBe('𝒜🙂')
  expect(initialsOf('   ')).toBe('?')
})

test('money by minor units: cents only where there are some', () => {
  expect(money(350_000, 'PHP', 'en')).toBe('₱3,500')
  expect(money(350_050, 'PHP', 'en')).toBe('₱3,500.50')
  expect(money(1_200, 'JPY', 'en')).toBe('¥1,200')
  expect(money(4_500, 'XQZ', 'en')).toMatch(/XQZ\s?45/)
})
