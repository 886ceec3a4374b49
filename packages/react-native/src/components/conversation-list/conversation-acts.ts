// What can be done with a conversation of the list, by its state: which acts there are, how each is called and drawn, and
// which key does it while the row has the focus. Pure; what an act does is in use-conversation-acts.ts.

import type { MemberState } from '@jobline/protocol'
import type { Strings } from '../../strings/en.ts'
import type { IconName } from '../basics/Icon.tsx'

export const ACTS = ['mark_read', 'mark_unread', 'pin', 'unpin', 'mute', 'unmute', 'archive', 'unarchive'] as const
export type ConversationAct = (typeof ACTS)[number]

export const isUnread = (state: MemberState): boolean => state.unread > 0 || state.marked_unread === true
export const isMuted = (state: MemberState, now: number): boolean => (state.muted_until ?? 0) > now

/** Those that make sense now, in the order of the menu. */
export function actsOf(state: MemberState, now: number): readonly ConversationAct[] {
  return [
    isUnread(state) ? 'mark_read' : 'mark_unread',
    state.pinned_at === undefined ? 'pin' : 'unpin',
    isMuted(state, now) ? 'unmute' : 'mute',
    state.archived_at === undefined ? 'archive' : 'unarchive',
  ]
}

export const ACT_ICONS: Readonly<Record<ConversationAct, IconName>> = {
  mark_read: 'check',
  mark_unread: 'unread',
  pin: 'pin',
  unpin: 'pin',
  mute: 'muted',
  unmute: 'bell',
  archive: 'archive',
  unarchive: 'unarchive',
}

export const actLabel = (act: ConversationAct, { list }: Pick<Strings, 'list'>): string => list[act]

/** By the letter on the key, whichever script the keyboard writes. */
const LETTERS: Readonly<Record<string, readonly ConversationAct[]>> = {
  KeyU: ['mark_read', 'mark_unread'],
  KeyP: ['pin', 'unpin'],
  KeyM: ['mute', 'unmute'],
  KeyE: ['archive', 'unarchive'],
}
/** As a browser names them to screen readers. */
export const ACT_KEYS = 'Shift+F10 U P M E'

export function actOfKey(code: string, state: MemberState, now: number): ConversationAct | undefined {
  const letters = LETTERS[code]
  return letters && actsOf(state, now).find((act) => letters.includes(act))
}

const HOUR_MS = 3_600_000
/** The last moment that a date can hold: for ever. */
export const MUTED_ALWAYS = 8_640_000_000_000_000

export const MUTE_SPANS = ['mute_hours', 'mute_week', 'mute_always'] as const
export type MuteSpan = (typeof MUTE_SPANS)[number]

/** @param now server time, in ms */
export const mutedUntil = (span: MuteSpan, now: number): number =>
  span === 'mute_hours' ? now + 8 * HOUR_MS : span === 'mute_week' ? now + 7 * 24 * HOUR_MS : MUTED_ALWAYS
