// Cursors: back and forth unchanged, and nothing that is not ours gets through.

import { expect, test } from 'bun:test'
import {
  formatActivityCursor,
  formatReportCursor,
  formatSyncCursor,
  LAST_ID,
  parseActivityCursor,
  parseReportCursor,
  parseSyncCursor,
  type SyncCursor,
} from './cursor.ts'

const ID = '5f0c2f6e-7a54-4f0e-9a1c-2d6b8e3f4a10'

test('SYNC-3 what was given out is read back as it was', () => {
  const cursors: SyncCursor[] = [
    { form: 'changes', place: { commit_no: 0, id: LAST_ID } },
    { form: 'changes', place: { commit_no: 12, id: ID } },
    { form: 'snapshot', commit_no: 7, place: { last_activity_at: 1_795_370_400_000, id: ID } },
  ]
  for (const cursor of cursors) expect(parseSyncCursor(formatSyncCursor('one-epoch', cursor))).toEqual({ epoch: 'one-epoch', cursor })
  const place = { last_activity_at: 1_795_370_400_000, id: ID }
  expect(parseActivityCursor(formatActivityCursor(place))).toEqual(place)
})

test('REPORT-4 the cursor of reports names its database; one of an older release names none', () => {
  expect(parseReportCursor(formatReportCursor('one-epoch', 17))).toEqual({ epoch: 'one-epoch', n: 17 })
  expect(parseReportCursor('r.17')).toEqual({ epoch: undefined, n: 17 })
  for (const text of ['', '17', 'r', 'r.', 'r.-1', 'r..2', 'r.one-epoch.', 'r.one-epoch.1.2', 's.1', 's.one-epoch.1', 'r.1e3'])
    expect(parseReportCursor(text)).toBeUndefined()
})

test('LAST_ID stands behind every id of its commit', () => {
  expect(LAST_ID > ID).toBe(true)
  expect(LAST_ID > 'ffffffff-ffff-4fff-bfff-ffffffffffff').toBe(true)
})

for (const text of [
  '',
  'c',
  'c.',
  'c.1',
  'c.1.',
  'c..a',
  'c.-1.a',
  'c.1.5.a',
  'c.1e3.a',
  'c.0x1.a',
  'c. 1.a',
  'c.99999999999999999.a',
  'c.9999999999999999.a',
  's.1',
  's.1.2',
  's.1.2.',
  's.x.2.a',
  's.1.2.a.b',
  'x.1.a',
  'C.1.a',
]) {
  test(`refused: "${text}"`, () => {
    expect(parseSyncCursor(text)).toBeUndefined()
    expect(parseSyncCursor(`one-epoch.${text}`)).toBeUndefined()
  })
}
