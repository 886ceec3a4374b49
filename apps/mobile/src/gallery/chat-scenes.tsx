// The states of a chat: menus open, something being answered or edited, what was deleted, what was refused.

import type { MessageItem } from '@jobline/client'
import { ChatScreen } from '@jobline/react-native'
import { useEffect } from 'react'
import { play, type Step } from '../platform/play.ts'
import { type ExampleConversation, example, longHistory, ME } from './example-data.ts'
import { FakeChatClient, type FakeOptions } from './fake-chat-client.ts'
import type { Scene } from './scene.ts'

const MARISOL = 'marisol'
const job = {
  title: 'Kitchen sink replacement',
  status: 'in_progress',
  place: 'Makati',
  price_minor: 350_000,
  currency: 'PHP',
} as const

type Line = readonly [minutes_ago: number, text: string, fields?: Partial<MessageItem>]

const TALK: readonly Line[] = [
  [190, 'Hi Jun, thank you for applying! Could you replace the sink on Wednesday morning?'],
  [185, '> Good afternoon! Yes, Wednesday at ten works for me.'],
  [170, 'It is 76 × 46 cm. The old one is a single bowl, but I would like a double one if it fits.'],
  [168, '> It fits. I have a double bowl in stainless steel, same price.'],
  [9, 'Can you also look at the shut-off valve? It drips a little when I close it.'],
]

type State = Partial<ExampleConversation['conversation']['state']>

function client(lines: readonly Line[], options: Partial<FakeOptions> = {}, state: State = {}): FakeChatClient {
  const now = Date.now()
  const made = example({ id: 'talk', other: MARISOL, name: 'Marisol Santos', job, lines, state }, now)
  return new FakeChatClient({ conversations: [made as ExampleConversation], online: [MARISOL], ...options })
}

/** A thousand messages, of which the newest sixty are loaded. */
function longClient(): FakeChatClient {
  const history = longHistory('talk', MARISOL, Date.now(), 1_000)
  const made = example({ id: 'talk', other: MARISOL, name: 'Marisol Santos', job, lines: [] }, Date.now())
  const state = { ...made.conversation.state, read_seq: 1_000 }
  const conversation = { ...made.conversation, state, last_seq: 1_000 }
  const messages = history.slice(-60)
  return new FakeChatClient({ conversations: [{ conversation, messages }], older: history.slice(0, -60), online: [MARISOL] })
}

const NO_STEPS: readonly Step[] = []
/** More than once: while it is being measured a list goes back to its end. */
const SCROLLED: readonly Step[] = Array.from({ length: 4 }, () => ({ test_id: 'message-list', how: 'scroll' }))

function Played({ steps = NO_STEPS, message_id }: { steps?: readonly Step[]; message_id?: string }) {
  useEffect(() => play(steps), [steps])
  return <ChatScreen conversation_id="talk" message_id={message_id} onBack={() => {}} />
}

function scene(lines: readonly Line[], steps?: readonly Step[], options?: Partial<FakeOptions>, state?: State): Scene {
  return { client: () => client(lines, options, state), show: () => <Played {...(steps ? { steps } : {})} /> }
}

const menuOf = (number: number): Step => ({ test_id: `message-talk-${number}`, how: 'menu' })
const click = (test_id: string): Step => ({ test_id, how: 'click' })
const answer = (to: number, fields: object = {}): Partial<MessageItem> => ({ reply_to_id: `talk-${to}`, ...fields })
const change = (fields: Partial<NonNullable<MessageItem['change']>>): Partial<MessageItem> => ({
  change: { id: 'change', kind: 'edit', state: 'failed', ...fields },
})

export const CHAT_SCENES: Readonly<Record<string, Scene>> = {
  'chat-menu-own': scene(TALK, [menuOf(4)]),
  'chat-menu-other': scene(TALK, [menuOf(5)]),
  'chat-info': scene(TALK, [menuOf(2), click('menu-info')]),
  'chat-replying': scene(TALK, [
    menuOf(5),
    click('menu-reply'),
    { test_id: 'composer-input', how: 'type', text: 'Of course, with pleasure' },
  ]),
  'chat-editing': scene(TALK, [menuOf(4), click('menu-edit')]),
  'chat-deleting': scene(TALK, [menuOf(4), click('menu-delete')]),
  'chat-quotes': scene([
    ...TALK,
    [8, '> I will, once the sink is in.', answer(5)],
    [7, 'Perfect', answer(4, { edited_at: 1 })],
    [6, '', { kind: 'image', text: undefined }],
    [5, '> Is that the old one?', answer(8)],
    [4, '', { deleted_at: 1, text: undefined }],
    [3, 'I meant that one', answer(10)],
    [2, '> That one is gone', { reply_to_id: 'nowhere' }],
    [1, 'Yes', answer(1)],
  ]),
  'chat-reactions': scene([
    [30, 'The new tap is in!', { reactions: [{ emoji: '👍', user_ids: [ME] }] }],
    [
      20,
      '> And it does not drip any more, I have let it run for ten minutes',
      {
        reactions: [
          { emoji: '❤️', user_ids: [MARISOL, ME] },
          { emoji: '😂', user_ids: [MARISOL] },
        ],
      },
    ],
    [15, 'Many', { reactions: [...'👍🔥🎉👏🤝✅'].map((emoji, at) => ({ emoji, user_ids: at % 2 ? [ME] : [MARISOL, ME] })) }],
    [10, '> A message after it, to see the room between', {}],
  ]),
  'chat-reactors': scene(
    [[20, '> It does not drip any more', { reactions: [{ emoji: '❤️', user_ids: [MARISOL, ME] }] }]],
    [{ test_id: 'reaction-talk-1-❤️', how: 'menu' }],
  ),
  'chat-emoji-picker': scene(TALK, [menuOf(5), click('quick-more')]),
  'chat-emoji-tones': scene(TALK, [menuOf(5), click('quick-more'), click('skin-tone')]),
  'chat-head-slim': { client: longClient, show: () => <Played steps={SCROLLED} /> },
  'chat-job-sheet': scene(TALK, [click('job-open')]),
  'chat-more': scene(TALK, [click('chat-menu')]),
  'chat-far': { client: longClient, show: () => <Played message_id="talk-200" /> },
  'chat-blocked': scene(TALK, undefined, undefined, { blocked: true }),
  'chat-links': scene([
    [30, 'Here it is: https://example.com/sinks/double-bowl_(steel), or write to shop@example.com'],
    [25, '> Thanks! +63 917 555 0134 is mine, if it is urgent'],
    [20, 'Is https://раураl.com/pay all right?'],
    [15, '> https://раураl.com/pay? No, never pay there.'],
    [10, '👍'],
    [9, '> 🙏🙏', { status: 'delivered' }],
    [5, '> 😀😀😀', { status: 'read', reactions: [{ emoji: '❤️', user_ids: [MARISOL] }] }],
  ]),
  'chat-refused': scene([
    [30, 'Is it done?'],
    [20, '> Nearly, ten minutes', change({ error_code: 'not_editable', text: 'Nearly, five minutes' })],
    [15, 'Good', change({ kind: 'reaction', error_code: 'too_many_reactions' })],
    [12, '> I never said that', change({ kind: 'delete', error_code: 'conversation_closed' })],
    [10, '> This one waits', { edited_at: 1, ...change({ state: 'queued', text: 'This one waits' }) }],
    [5, '> Too long ago', { seq: 0, status: 'failed', error_code: 'id_conflict' }],
  ]),
}
