// An app's own part takes the place of ours wherever it is drawn, and may draw ours inside of itself.

import { expect, test } from '@jest/globals'
import { ChatProvider, ConversationsScreen, EmptyState, type EmptyStateProps } from '@jobline/react-native'
import { render, screen, within } from '@testing-library/react-native'
import { Platform, View } from 'react-native'
import { SafeAreaProvider } from 'react-native-safe-area-context'
import { FakeChatClient } from '../../src/gallery/fake-chat-client.ts'

const Wrapped = (props: EmptyStateProps) => (
  <View testID="mine">
    <EmptyState {...props} />
  </View>
)

test(`${Platform.OS}: a part of the app is drawn in place of ours, with ours in it once`, () => {
  const client = new FakeChatClient({ conversations: [] })
  const draw = (components: object) => (
    <SafeAreaProvider>
      <ChatProvider client={client} components={components}>
        <ConversationsScreen onOpen={() => {}} />
      </ChatProvider>
    </SafeAreaProvider>
  )
  const { rerender } = render(draw({}))
  expect(screen.queryByTestId('mine')).toBeNull()
  rerender(draw({ EmptyState: Wrapped }))
  expect(screen.getAllByTestId('mine')).toHaveLength(1)
  expect(within(screen.getByTestId('mine')).getByText('No conversations yet')).toBeOnTheScreen()
})
