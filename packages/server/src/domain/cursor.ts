// Cursors as they travel: opaque to clients, two forms to us, both of one epoch, since numbers of another database mean nothing.
//   <epoch>.s.<commit_no>.<last_activity_at>.<id>   the first sync is under way: newest first, as of a commit
//   <epoch>.c.<commit_no>.<id>                      everything before this place in the order of commits was told
// LAST_ID sorts after every UUID: "all of that commit".

import type { ActivityPlace, CommitPlace } from '../store/store.ts'

export const LAST_ID = '~'

export type SyncCursor =
  | { readonly form: 'snapshot'; readonly commit_no: number; readonly place: ActivityPlace }
  | { readonly form: 'changes'; readonly place: CommitPlace }

export const formatSyncCursor = (epoch: string, cursor: SyncCursor): string =>
  cursor.form === 'snapshot'
    ? `${epoch}.s.${cursor.commit_no}.${formatActivityCursor(cursor.place)}`
    : `${epoch}.c.${cursor.place.commit_no}.${cursor.place.id}`

/** undefined: not one of ours. */
export function parseSyncCursor(text: string): { readonly epoch: string; readonly cursor: SyncCursor } | undefined {
  const [epoch, form, commit, ...rest] = text.split('.')
  const commit_no = toCount(commit)
  if (!epoch || commit_no === undefined) return undefined
  if (form === 'c' && rest.length === 1 && rest[0]) return { epoch, cursor: { form: 'changes', place: { commit_no, id: rest[0] } } }
  if (form !== 's') return undefined
  const place = parseActivityCursor(rest.join('.'))
  return place && { epoch, cursor: { form: 'snapshot', commit_no, place } }
}

/** Of the integrator's list of reports: everything of this database up to this number was told. */
export const formatReportCursor = (epoch: string, n: number): string => `r.${epoch}.${n}`

/** Releases before told no epoch: those that they gave out are kept by backends, and still read. undefined: not one of ours. */
export function parseReportCursor(text: string): { readonly epoch: string | undefined; readonly n: number } | undefined {
  const [form, ...rest] = text.split('.')
  const n = toCount(rest.at(-1))
  if (form !== 'r' || rest.length > 2 || n === undefined) return undefined
  const epoch = rest.length === 2 ? rest[0] : undefined
  return epoch === '' ? undefined : { epoch, n }
}

export const formatActivityCursor = (place: ActivityPlace): string => `${place.last_activity_at}.${place.id}`

export function parseActivityCursor(text: string): ActivityPlace | undefined {
  const [time, id, ...rest] = text.split('.')
  const last_activity_at = toCount(time)
  return last_activity_at === undefined || !id || rest.length > 0 ? undefined : { last_activity_at, id }
}

function toCount(text: string | undefined): number | undefined {
  if (text === undefined || !/^\d{1,16}$/.test(text)) return undefined
  const count = Number(text)
  return Number.isSafeInteger(count) ? count : undefined
}
