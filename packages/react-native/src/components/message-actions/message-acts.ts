// What can be done with a message, and which key does it. Pure: the screen performs it.

import type { MessageItem } from '@jobline/client'

export type MessageAct = 'reply' | 'copy' | 'edit' | 'delete' | 'undo_delete' | 'report' | 'retry' | 'discard' | 'info'

/** What holds for the whole conversation. */
export interface ActsAllowed {
  /** Messages can be written here: it is open, and the person is not blocked. */
  readonly can_write: boolean
  /** The app offers a way to report. */
  readonly can_report: boolean
}

const isDeleted = (message: MessageItem): boolean => message.deleted_at !== undefined
/** The server has it. */
const isStored = (message: MessageItem): boolean => message.seq > 0

/** The acts that make sense now, in the order of the menu. */
export function actsFor(message: MessageItem, { can_write, can_report }: ActsAllowed): readonly MessageAct[] {
  if (message.kind === 'system') return []
  if (isDeleted(message)) return canUndoDelete(message) ? ['undo_delete'] : []
  const acts: MessageAct[] = []
  if (message.status === 'failed') acts.push('retry')
  if (can_write && isStored(message)) acts.push('reply')
  if (message.text) acts.push('copy')
  if (canEdit(message, can_write)) acts.push('edit')
  if (message.is_own) acts.push(message.status === 'failed' ? 'discard' : 'delete')
  else if (can_report) acts.push('report')
  if (isStored(message)) acts.push('info')
  return acts
}

/** Words of one's own can be changed, also those that failed or wait still. */
export const canEdit = (message: MessageItem, can_write: boolean): boolean =>
  can_write && message.is_own && message.kind === 'text' && !isDeleted(message)

export const canReact = (message: MessageItem, { can_write }: Pick<ActsAllowed, 'can_write'>): boolean =>
  can_write && message.kind !== 'system' && isStored(message) && !isDeleted(message)

/** The emoji that this person put on it. */
export const reactionsOf = ({ reactions = [] }: Pick<MessageItem, 'reactions'>, user_id: string): readonly string[] =>
  reactions.filter(({ user_ids }) => user_ids.includes(user_id)).map(({ emoji }) => emoji)

/** Held back still, or waiting for a connection: nobody else has heard of it. */
export const canUndoDelete = ({ change }: MessageItem): boolean => change?.kind === 'delete' && change.state === 'queued'

/** The last message that ArrowUp in an empty composer edits. */
export const lastEditable = (items: readonly MessageItem[]): MessageItem | undefined => items.findLast((item) => canEdit(item, true))

export interface Key {
  readonly key: string
  readonly altKey: boolean
  readonly ctrlKey: boolean
  readonly metaKey: boolean
  readonly shiftKey: boolean
}

/** The keys of a message that has the focus; the menu names them. */
export const KEY_OF_ACT: Partial<Readonly<Record<MessageAct | 'react', string>>> = {
  reply: 'R',
  react: '+',
  copy: 'C',
  edit: 'E',
  delete: 'Del',
  discard: 'Del',
  undo_delete: 'Z',
  info: 'I',
}

const ACTS_OF_KEY: Readonly<Record<string, readonly (MessageAct | 'react' | 'menu')[]>> = {
  r: ['reply'],
  c: ['copy'],
  e: ['edit'],
  z: ['undo_delete'],
  i: ['info'],
  '+': ['react'],
  Delete: ['delete', 'discard'],
  Backspace: ['delete', 'discard'],
  Enter: ['menu'],
  ' ': ['menu'],
  ContextMenu: ['menu'],
}

/** Acts that this key stands for; the first that is possible is meant. Ctrl+C and ⌘C copy as well. */
export function actsOfKey(event: Key): readonly (MessageAct | 'react' | 'menu')[] {
  const { key, altKey, ctrlKey, metaKey, shiftKey } = event
  if (altKey) return []
  if (ctrlKey || metaKey) return key.toLowerCase() === 'c' && !shiftKey ? ['copy'] : []
  if (key === 'F10') return shiftKey ? ['menu'] : []
  return ACTS_OF_KEY[key.length === 1 ? key.toLowerCase() : key] ?? []
}
