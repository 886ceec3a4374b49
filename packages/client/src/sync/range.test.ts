import { expect, test } from 'bun:test'
import { jumpRev, noteRev, noteSeq, startRange } from './range.ts'

const range = startRange(5, 10, true)

test('G4 a mark advances contiguously, and over what waited behind a hole', () => {
  const ahead = [13, 12, 15].reduce(noteRev, range)
  expect([ahead.rev, ahead.ahead_revs.toSorted()]).toEqual([10, [12, 13, 15]])
  const filled = noteRev(ahead, 11)
  expect([filled.rev, filled.ahead_revs]).toEqual([13, [15]])
})

test('what is known already changes nothing', () => {
  expect(noteRev(range, 10)).toBe(range)
  expect(noteSeq(range, 5)).toBe(range)
  expect(jumpRev(range, 9)).toBe(range)
})

test('seq and rev advance independently', () => {
  const next = noteSeq(noteRev(range, 11), 7)
  expect([next.last_seq, next.ahead_seqs, next.rev]).toEqual([5, [7], 11])
  expect(noteSeq(next, 6)).toMatchObject({ last_seq: 7, ahead_seqs: [] })
})

test('a jump forgets what it passed and goes on over what joins it', () => {
  const ahead = [13, 16, 17].reduce(noteRev, range)
  expect(jumpRev(ahead, 15)).toMatchObject({ rev: 17, ahead_revs: [] })
})

test('an empty range begins after its end', () => {
  expect(startRange(0, 0, false)).toMatchObject({ first_seq: 1, last_seq: 0 })
  expect(noteSeq(startRange(0, 0, false), 1)).toMatchObject({ first_seq: 1, last_seq: 1 })
})

test('any order of the same steps ends at the same mark', () => {
  const revs = [11, 12, 13, 14, 15, 16, 17, 18]
  for (let seed = 1; seed <= 200; seed++) {
    const shuffled = revs.map((rev) => [(Math.sin(seed * rev) * 1e4) % 1, rev] as const).sort(([a], [b]) => a - b)
    expect(shuffled.map(([, rev]) => rev).reduce(noteRev, range)).toMatchObject({ rev: 18, ahead_revs: [] })
  }
})
