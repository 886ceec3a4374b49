// The list of conversations in its states.

import type { ConversationListSnapshot, MessageItem } from '@jobline/client'
import { useConversation } from '@jobline/react'
import { ConversationMenu, type ConversationMenuPlace, ConversationsScreen, useConversationActs } from '@jobline/react-native'
import { useEffect, useState } from 'react'
import { play, type Step } from '../platform/play.ts'
import { type ExampleConversation, example, examples } from './example-data.ts'
import { FakeChatClient, type FakeOptions } from './fake-chat-client.ts'
import type { Scene } from './scene.ts'

const ONLINE = ['marisol', 'ana']
const nothing = () => {}
const DAY = 86_400_000

const screen = () => <ConversationsScreen onOpen={nothing} onSettings={nothing} />

function List({ selected }: { selected?: string }) {
  const [open, setOpen] = useState(selected)
  return <ConversationsScreen onOpen={setOpen} onSettings={nothing} selected_id={open} />
}

/** The menu of a row; `at` where one stands beside it. */
function WithMenu({ id, ...place }: { id: string } & Omit<ConversationMenuPlace, 'conversation'>) {
  const conversation = useConversation(id)
  const acts = useConversationActs()
  const [shown, setShown] = useState<ConversationMenuPlace | undefined>(conversation && { conversation, ...place })
  return (
    <>
      {screen()}
      <ConversationMenu place={shown} acts={acts} onChange={setShown} />
    </>
  )
}

const FOUND: readonly Step[] = [{ test_id: 'search-results', how: 'settle' }]
const WAITING: readonly Step[] = []

function Searched({ search_text, steps }: { search_text: string; steps: readonly Step[] }) {
  useEffect(() => play(steps), [steps])
  return <ConversationsScreen onOpen={nothing} onSettings={nothing} search_text={search_text} />
}

const searching =
  (search_text: string, steps = FOUND) =>
  () => <Searched search_text={search_text} steps={steps} />

const client = (options: Partial<FakeOptions> = {}) =>
  new FakeChatClient({ conversations: examples(Date.now()), online: ONLINE, ...options })
const list = (fields: Partial<ConversationListSnapshot>, connection: FakeOptions['connection'] = {}) =>
  new FakeChatClient({ conversations: [], list: fields, connection })

export const LIST_SCENES: Readonly<Record<string, Scene>> = {
  conversations: { client, show: screen },
  'conversations-selected': { client, show: () => <List selected="paint" /> },
  'conversations-menu': { client, show: () => <WithMenu id="sink" anchor={{ x: 320, y: 190, width: 0, height: 0 }} /> },
  'conversations-menu-sheet': { client, show: () => <WithMenu id="roof" /> },
  'conversations-mute': { client, show: () => <WithMenu id="aircon" muting /> },
  'conversations-mute-beside': { client, show: () => <WithMenu id="aircon" muting anchor={{ x: 320, y: 360, width: 0, height: 0 }} /> },
  'conversations-states': { client: () => client({ conversations: everyState(Date.now()), online: ['a1', 'a4', 'a7'] }), show: screen },
  'conversations-empty': { client: () => list({}), show: screen },
  'conversations-loading': { client: () => list({ ready: false }), show: screen },
  'conversations-first-sync': { client: () => list({ loading: true }, { state: 'syncing' }), show: screen },
  'conversations-unreached': { client: () => list({ loading: true }, { state: 'offline' }), show: screen },
  'conversations-offline': { client: () => client({ connection: { state: 'offline', waiting: 2 } }), show: screen },
  'conversations-search': { client, show: searching('the') },
  'conversations-search-person': { client, show: searching('marisol') },
  'conversations-search-nothing': { client, show: searching('submarine') },
  'conversations-search-waiting': { client: () => client({ search: () => new Promise(nothing) }), show: searching('a', WAITING) },
  'conversations-search-failed': { client: () => client({ connection: { state: 'offline' } }), show: searching('door') },
  'conversations-many': { client: () => client({ conversations: many(5_000) }), show: screen },
}

function many(count: number): ExampleConversation[] {
  const now = Date.now()
  const all = examples(now)
  return Array.from({ length: count }, (_, index) => {
    const { conversation } = all[index % all.length] as ExampleConversation
    const state = { ...conversation.state, pinned_at: undefined, conversation_id: `many-${index}` }
    return { messages: [], conversation: { ...conversation, id: `many-${index}`, state, last_activity_at: now - index * 3_600_000 } }
  })
}

/** A row for each thing that a row can show, with words that are too long for it. */
function everyState(now: number): ExampleConversation[] {
  const long = 'Bernadette Concepcion Magdalena Villanueva-Macapagal y Santos'
  const job = {
    title: 'Replacement of all windows on the second floor, with new frames',
    status: 'in_progress',
    place: 'Quezon City',
  } as const
  const last = (fields: Partial<MessageItem>): Pick<Parameters<typeof example>[0], 'lines'> => ({
    lines: [[30, '> Are you there?', fields]],
  })
  const its = (index: number, name: string, more: Partial<Parameters<typeof example>[0]>) =>
    example({ id: `state-${index}`, other: `a${index}`, name, job, lines: [[30, 'I will be there at nine.']], ...more }, now)
  return [
    its(1, long, { unread: 120, state: { pinned_at: now, muted_until: now + DAY, unread: 120 } }),
    its(2, 'Not sent', last({ status: 'failed', seq: 0 })),
    its(3, 'Waiting', last({ status: 'queued', seq: 0 })),
    its(4, 'Sent', last({ status: 'sent' })),
    its(5, 'Delivered', last({ status: 'delivered' })),
    its(6, 'Read', last({ status: 'read' })),
    its(7, 'A file', { lines: [[50, '', { kind: 'file', text: undefined } as Partial<MessageItem>]] }),
    its(8, 'A photo of mine', last({ kind: 'image', text: undefined, status: 'delivered' } as Partial<MessageItem>)),
    its(9, 'Marked', { state: { marked_unread: true } }),
    its(10, 'Deleted', last({ deleted_at: now, text: undefined } as Partial<MessageItem>)),
    its(11, 'Nothing yet', { lines: [] }),
    its(12, 'Closed by the marketplace', { fields: { status: 'closed' } }),
  ]
}
