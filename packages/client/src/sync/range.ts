// Which messages of a conversation this device holds, and as of which `rev`: pure arithmetic of marks and holes.
// Rule: a mark advances only contiguously (G4); what lies beyond a hole is kept and counted once the hole is filled.

/**
 * Every message from `first_seq` to `last_seq` is stored, as it was at `rev` or later. Empty: `first_seq` is
 * `last_seq + 1`. Seq start at 1 and have no holes on the server, so `first_seq > 1` means that there are older ones.
 */
export interface Range {
  readonly first_seq: number
  readonly last_seq: number
  readonly rev: number
  /** Stored beyond a hole of seq, and seen beyond a hole of rev. */
  readonly ahead_seqs: readonly number[]
  readonly ahead_revs: readonly number[]
}

/** Holds nothing, or the one message that a conversation's row brings along. */
export const startRange = (last_seq: number, rev: number, holds_last: boolean): Range => ({
  first_seq: holds_last ? last_seq : last_seq + 1,
  last_seq,
  rev,
  ahead_seqs: [],
  ahead_revs: [],
})

/** A message with this seq was stored. Below the range it is the caller's to extend. */
export function noteSeq(range: Range, seq: number): Range {
  if (seq <= range.last_seq) return range
  const [last_seq, ahead_seqs] = absorb(range.last_seq, range.ahead_seqs, seq)
  return { ...range, last_seq, ahead_seqs }
}

/** What the conversation's `rev` announced has been applied. */
export function noteRev(range: Range, rev: number): Range {
  if (rev <= range.rev) return range
  const [mark, ahead_revs] = absorb(range.rev, range.ahead_revs, rev)
  return { ...range, rev: mark, ahead_revs }
}

/** Everything up to `rev` has been told. */
export function jumpRev(range: Range, rev: number): Range {
  return rev <= range.rev ? range : noteRev({ ...range, rev: rev - 1 }, rev)
}

function absorb(mark: number, ahead: readonly number[], next: number): [number, number[]] {
  const waiting = new Set([...ahead, next])
  let end = mark
  while (waiting.has(end + 1)) end++
  return [end, [...waiting].filter((position) => position > end)]
}
