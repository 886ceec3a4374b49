// The settings and what stands behind them, in their states; blocking and reporting, too.

import type { OutboxItem } from '@jobline/client'
import {
  BlockedScreen,
  BlockSheet,
  ChatScreen,
  ConnectionScreen,
  type ReportForm,
  ReportSheet,
  SettingsScreen,
} from '@jobline/react-native'
import { type ReactNode, useState } from 'react'
import { examples } from './example-data.ts'
import { FakeChatClient, type FakeOptions } from './fake-chat-client.ts'
import type { Scene } from './scene.ts'

const nothing = () => {}
const MARISOL = { user_id: 'marisol', name: 'Marisol Santos' }
const clientWith =
  (options: Partial<FakeOptions> = {}) =>
  () =>
    new FakeChatClient({ conversations: examples(Date.now()), ...options })

const waiting = (id: string, fields: object): OutboxItem =>
  ({ id, conversation_id: 'sink', place: 1, state: 'queued', sent_at: Date.now(), ...fields }) as OutboxItem

const WAITING = [
  waiting('w1', { kind: 'send', text: 'The valve needs a new cartridge. I can get one for ₱450, ten minutes. OK?' }),
  waiting('w2', { kind: 'send', text: 'See you at eight', conversation_id: 'aircon', state: 'failed', error_code: 'conversation_closed' }),
  waiting('w3', { kind: 'edit', text: 'Tomorrow', message_id: 'sink-3' }),
  waiting('w4', { kind: 'reaction', emoji: '👍', active: true, message_id: 'sink-3' }),
]

/** A person has blocked these before the scene begins. */
function blocking(...user_ids: string[]): FakeChatClient {
  const client = clientWith()()
  for (const user_id of user_ids) void client.request('PUT', `/api/blocks/${user_id}/`)
  return client
}

const settings = <SettingsScreen onBack={nothing} onConnection={nothing} onBlocked={nothing} onSignOut={nothing} version="0.1.0" />
const connection = <ConnectionScreen onBack={nothing} onOpen={nothing} version="0.1.0" />
const scene = (client: () => FakeChatClient, shown: ReactNode): Scene => ({ client, show: () => shown })

export const SETTINGS_SCENES: Readonly<Record<string, Scene>> = {
  settings: scene(clientWith(), settings),
  'settings-offline': scene(clientWith({ connection: { state: 'offline', waiting: 2 } }), settings),
  connection: scene(clientWith({ connection: { last_live_at: Date.now() } }), connection),
  'connection-offline': scene(
    clientWith({
      waiting: WAITING,
      connection: {
        state: 'offline',
        waiting: 3,
        failed: 1,
        transport: 'polling',
        storage: 'full',
        retry_at: Date.now() + 3_600_000,
        last_live_at: Date.now() - 3_600_000,
      },
    }),
    connection,
  ),
  'connection-signed-out': scene(clientWith({ connection: { state: 'signed_out', storage: 'session' } }), connection),
  blocked: scene(() => blocking('marisol', 'lola', 'omar'), <BlockedScreen onBack={nothing} />),
  'blocked-none': scene(clientWith(), <BlockedScreen onBack={nothing} />),
  'blocked-offline': scene(clientWith({ connection: { state: 'offline' } }), <BlockedScreen onBack={nothing} />),
  'block-question': scene(clientWith(), <BlockSheet open person={MARISOL} onClose={nothing} />),
  'chat-blocked': scene(() => blocking('marisol'), <ChatScreen conversation_id="sink" onBack={nothing} />),
  report: scene(clientWith(), <Report />),
  'report-offline': scene(clientWith({ connection: { state: 'offline' } }), <Report reason="scam" />),
}

function Report({ reason }: Pick<ReportForm, 'reason'>) {
  const [form, setForm] = useState<ReportForm>({ message_ids: ['sink-17'], reason, note: '' })
  const messages = examples(Date.now())[0]?.messages ?? []
  return (
    <ReportSheet
      open
      conversation_id="sink"
      person={MARISOL}
      messages={messages}
      form={form}
      onChange={setForm}
      onClose={nothing}
      onBlock={nothing}
    />
  )
}
