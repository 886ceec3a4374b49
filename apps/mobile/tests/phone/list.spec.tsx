// The long list on phones: it keeps what it has drawn, and still shows what has changed.

import { expect, test } from '@jest/globals'
import { ChatProvider, ConversationsScreen } from '@jobline/react-native'
import { act, fireEvent, render, screen } from '@testing-library/react-native'
import { Platform } from 'react-native'
import { SafeAreaProvider } from 'react-native-safe-area-context'
import { examples } from '../../src/gallery/example-data.ts'
import { FakeChatClient } from '../../src/gallery/fake-chat-client.ts'

const PHONE = { nativeEvent: { layout: { x: 0, y: 0, width: 390, height: 700 } } }

test(`${Platform.OS}: another conversation that stands open is marked in rows that are drawn already`, async () => {
  const client = new FakeChatClient({ conversations: examples(Date.now()) })
  const draw = (selected_id: string) => (
    <SafeAreaProvider>
      <ChatProvider client={client}>
        <ConversationsScreen onOpen={() => {}} selected_id={selected_id} />
      </ChatProvider>
    </SafeAreaProvider>
  )
  const { rerender } = render(draw('none'))
  fireEvent(screen.getByTestId('conversation-list'), 'layout', PHONE)
  await act(async () => {})
  const [first, second] = screen.getAllByTestId(/^conversation-row-/).map(({ props }) => String(props.testID))
  const marked = () =>
    screen
      .getAllByTestId(/^conversation-row-/)
      .filter(({ props }) => props.accessibilityState.selected)
      .map(({ props }) => props.testID)
  for (const row of [first, second]) {
    rerender(draw(String(row).replace('conversation-row-', '')))
    expect(marked()).toEqual([row])
  }
})
