// A message is one thing to a phone's screen reader: it says who, what and when, and offers what the menu does.

import { expect, jest, test } from '@jest/globals'
import type { MessageItem } from '@jobline/client'
import { type ChatActs, ChatActsProvider, ChatProvider, MessageBubble } from '@jobline/react-native'
import { fireEvent, render, screen } from '@testing-library/react-native'
import { Platform } from 'react-native'
import { SafeAreaProvider } from 'react-native-safe-area-context'
import { example } from '../../src/gallery/example-data.ts'
import { FakeChatClient } from '../../src/gallery/fake-chat-client.ts'

const job = { title: 'Sink', status: 'open', place: 'Makati' } as const
const METRICS = { frame: { x: 0, y: 0, width: 390, height: 844 }, insets: { top: 0, left: 0, right: 0, bottom: 0 } }
const LINES = [
  [9, 'Can you come on Tuesday? https://example.com/map'],
  [5, '> Yes, gladly', { reply_to_id: 'talk-1' }],
] as const

test(`${Platform.OS}: a message offers its acts, and they are done`, () => {
  const made = example({ id: 'talk', other: 'marisol', name: 'Marisol Santos', job, lines: LINES }, Date.now())
  const client = new FakeChatClient({ conversations: [made] })
  const perform = jest.fn()
  const pointed = { subscribe: () => () => {}, isPointed: () => false }
  const acts = { perform, pointed, openReactions: jest.fn(), jumpTo: jest.fn() } as unknown as ChatActs
  const bubble = (message: MessageItem) => (
    <MessageBubble key={message.id} message={message} sender_name="Marisol Santos" starts_group ends_group />
  )
  render(
    <SafeAreaProvider initialMetrics={METRICS}>
      <ChatProvider client={client}>
        <ChatActsProvider acts={acts} allowed={{ can_write: true, can_report: true }}>
          {client.messages('talk').getSnapshot().items.map(bubble)}
        </ChatActsProvider>
      </ChatProvider>
    </SafeAreaProvider>,
  )
  const [theirs, mine] = [screen.getByTestId('message-talk-1'), screen.getByTestId('message-talk-2')]
  const names = ({ props }: typeof theirs) => props.accessibilityActions.map(({ name }: { name: string }) => name)
  expect(theirs.props.accessible).toBe(true)
  expect(theirs).toHaveAccessibleName(/Marisol Santos.*Can you come on Tuesday/)
  expect(names(theirs)).toEqual(['reply', 'copy', 'report', 'info', 'react', 'https://example.com/map'])
  expect(names(mine)).toEqual(['reply', 'copy', 'edit', 'delete', 'info', 'react', 'jump'])
  fireEvent(theirs, 'accessibilityAction', { nativeEvent: { actionName: 'reply' } })
  expect(perform).toHaveBeenCalledWith('reply', expect.objectContaining({ id: 'talk-1' }))
  fireEvent(mine, 'accessibilityAction', { nativeEvent: { actionName: 'jump' } })
  expect(acts.jumpTo).toHaveBeenCalledWith('talk-1', 'talk-2')
})
