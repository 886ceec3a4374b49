import { expect, test } from 'bun:test'
import type { MessageItem } from '@jobline/client'
import { EMPTY_FORM, MAX_REPORTED, prepared, type ReportForm, reportable, toggled } from './report-form.ts'

const item = (seq: number, fields: Partial<MessageItem> = {}): MessageItem => ({
  id: `m${seq}`,
  conversation_id: 'c',
  seq,
  rev: seq,
  kind: 'text',
  sender_id: 'other',
  text: `text ${seq}`,
  sent_at: seq,
  created_at: seq,
  is_own: false,
  ...fields,
})
const ids = () => {
  let made = 0
  return () => `id-${++made}`
}

test('offered are the newest of the other person, and what was chosen before', () => {
  const messages = Array.from({ length: 50 }, (_, index) => item(index + 1))
  const offered = reportable([...messages, item(51, { is_own: true }), item(52, { kind: 'system' }), item(53, { deleted_at: 1 })], ['m3'])
  expect(offered).toHaveLength(31)
  expect(offered[0]?.id).toBe('m50')
  expect(offered.at(-1)?.id).toBe('m3')
})

test('a message goes in and out, and no more than the limit go in', () => {
  let form = EMPTY_FORM
  for (let index = 0; index < 25; index++) form = toggled(form, `m${index}`)
  expect(form.message_ids).toHaveLength(MAX_REPORTED)
  form = toggled(form, 'm0')
  expect(form.message_ids).not.toContain('m0')
  expect(toggled(form, 'm24').message_ids).toContain('m24')
})

test('the same report tried again has the same id; another one has another', () => {
  const nextId = ids()
  expect(prepared(EMPTY_FORM, nextId)).toBeUndefined()
  const written: ReportForm = { message_ids: ['m1'], reason: 'scam', note: ' Asked for my card ' }
  const first = prepared(written, nextId)
  expect(first?.report).toEqual({ id: 'id-1', reason: 'scam', note: 'Asked for my card', message_ids: ['m1'] })
  const again = prepared(first?.form ?? written, nextId)
  expect(again?.report.id).toBe('id-1')
  const changed = prepared({ ...(again?.form ?? written), note: '' }, nextId)
  expect(changed?.report).toEqual({ id: 'id-2', reason: 'scam', message_ids: ['m1'] })
})
