// Whole screens in the states that a picture must show. A scene is a client and what stands on it.

import { ChatScreen, ChatWorkspace, ConversationsScreen, SignOutQuestion } from '@jobline/react-native'
import { useState } from 'react'
import { CHAT_SCENES } from './chat-scenes.tsx'
import { type ExampleConversation, example, examples, longHistory } from './example-data.ts'
import { FakeChatClient } from './fake-chat-client.ts'
import { LIST_SCENES } from './list-scenes.tsx'
import { Parts } from './parts.tsx'
import type { Scene } from './scene.ts'
import { SETTINGS_SCENES } from './settings-scenes.tsx'

const ONLINE = ['marisol', 'ana']
const nothing = () => {}

function withMessages(id: string, change: (it: ExampleConversation) => ExampleConversation): ExampleConversation[] {
  return examples(Date.now()).map((it) => (it.conversation.id === id ? change(it) : it))
}

const read = (it: ExampleConversation): ExampleConversation => ({
  ...it,
  conversation: { ...it.conversation, state: { ...it.conversation.state, read_seq: it.messages.length, unread: 0 } },
})

const chat = (conversation_id: string) => () => <ChatScreen conversation_id={conversation_id} onBack={nothing} />

function Workspace({ start }: { start?: string }) {
  const [open, setOpen] = useState<string | undefined>(start)
  return <ChatWorkspace conversation_id={open} onOpen={setOpen} onBack={() => setOpen(undefined)} />
}

export const SCENES: Readonly<Record<string, Scene>> = {
  ...SETTINGS_SCENES,
  parts: { client: () => new FakeChatClient({ conversations: examples(Date.now()), online: ONLINE }), show: () => <Parts /> },
  ...LIST_SCENES,
  chat: { client: () => new FakeChatClient({ conversations: withMessages('sink', read), online: ONLINE }), show: chat('sink') },
  'chat-unread': { client: () => new FakeChatClient({ conversations: examples(Date.now()), online: ONLINE }), show: chat('sink') },
  'chat-typing': {
    client: () => {
      const client = new FakeChatClient({ conversations: withMessages('sink', read), online: ONLINE })
      client.setTyping('sink', true)
      return client
    },
    show: chat('sink'),
  },
  'chat-offline': {
    client: () =>
      new FakeChatClient({
        connection: { state: 'offline', waiting: 2 },
        reaches: 'queued',
        conversations: withMessages('sink', (it) => {
          const ready = read(it)
          const last = it.messages.at(-1)?.created_at ?? Date.now()
          const own = (id: string, text: string) => ({
            id,
            text,
            conversation_id: 'sink',
            seq: 0,
            rev: 0,
            kind: 'text' as const,
            sender_id: 'jun',
            sent_at: last + 60_000,
            created_at: 0,
            is_own: true,
            status: 'queued' as const,
          })
          return {
            ...ready,
            messages: [
              ...ready.messages,
              own('q1', 'The valve needs a new cartridge.'),
              own('q2', 'I can get one for ₱450, ten minutes. OK?'),
            ],
          }
        }),
      }),
    show: chat('sink'),
  },
  'storage-session': {
    client: () => new FakeChatClient({ conversations: examples(Date.now()), connection: { storage: 'session' } }),
    show: () => <Workspace start="sink" />,
  },
  'storage-full': {
    client: () =>
      new FakeChatClient({ conversations: examples(Date.now()), connection: { storage: 'full', state: 'offline', waiting: 1 } }),
    show: () => <Workspace start="sink" />,
  },
  'storage-lost': {
    client: () => new FakeChatClient({ conversations: examples(Date.now()), connection: { lost_unsent: true } }),
    show: () => <ConversationsScreen onOpen={nothing} />,
  },
  'sign-out-unsent': {
    client: () => new FakeChatClient({ conversations: examples(Date.now()), connection: { state: 'offline', waiting: 2 } }),
    show: () => (
      <>
        <ConversationsScreen onOpen={nothing} />
        <SignOutQuestion unsent={2} onCancel={nothing} onSignOut={nothing} />
      </>
    ),
  },
  'chat-failed': {
    client: () =>
      new FakeChatClient({
        conversations: withMessages('aircon', (it) => ({
          ...it,
          messages: it.messages.map((message) =>
            message.is_own ? { ...message, status: 'failed' as const, error_code: 'id_conflict' as const } : message,
          ),
        })),
      }),
    show: chat('aircon'),
  },
  'chat-closed': {
    client: () =>
      new FakeChatClient({
        conversations: withMessages('gate', (it) => ({ ...it, conversation: { ...it.conversation, status: 'closed' as const } })),
      }),
    show: chat('gate'),
  },
  'chat-empty': {
    client: () => {
      const now = Date.now()
      const job = { title: 'Fence repair', status: 'open', place: 'Baguio', starts_at: now + 3 * 86_400_000 } as const
      return new FakeChatClient({ conversations: [example({ id: 'fence', other: 'ben', name: 'Ben Lim', job, lines: [] }, now)] })
    },
    show: chat('fence'),
  },
  'chat-loading': {
    client: () => new FakeChatClient({ conversations: examples(Date.now()), messages: { ready: false } }),
    show: chat('sink'),
  },
  'chat-unknown': { client: () => new FakeChatClient({ conversations: [] }), show: chat('nowhere') },
  'chat-long': {
    client: () => {
      const now = Date.now()
      const history = longHistory('sink', 'marisol', now, 1_000)
      return new FakeChatClient({
        older: history.slice(0, -60),
        online: ONLINE,
        conversations: withMessages('sink', (it) => ({
          messages: history.slice(-60),
          conversation: { ...read(it).conversation, state: { ...it.conversation.state, unread: 0, read_seq: 1_000 } },
        })),
      })
    },
    show: chat('sink'),
  },
  'chat-huge': {
    client: () => {
      const messages = longHistory('sink', 'marisol', Date.now(), 100_000)
      return new FakeChatClient({
        conversations: withMessages('sink', (it) => ({
          messages,
          conversation: { ...it.conversation, state: { ...it.conversation.state, unread: 0, read_seq: 100_000 } },
        })),
      })
    },
    show: chat('sink'),
  },
  ...CHAT_SCENES,
  workspace: {
    client: () => new FakeChatClient({ conversations: withMessages('sink', read), online: ONLINE }),
    show: () => <Workspace start="sink" />,
  },
  'workspace-idle': {
    client: () => new FakeChatClient({ conversations: examples(Date.now()), online: ONLINE }),
    show: () => <Workspace />,
  },
}
