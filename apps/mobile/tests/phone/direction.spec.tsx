// The direction of the screens is theirs alone: the app that they stand in keeps its own.

import { expect, jest, test } from '@jest/globals'
import { ChatProvider, ConversationsScreen } from '@jobline/react-native'
import { act, fireEvent, render, screen } from '@testing-library/react-native'
import { I18nManager, Platform, StyleSheet } from 'react-native'
import { SafeAreaProvider } from 'react-native-safe-area-context'
import { examples } from '../../src/gallery/example-data.ts'
import { FakeChatClient } from '../../src/gallery/fake-chat-client.ts'

const PHONE = { nativeEvent: { layout: { x: 0, y: 0, width: 390, height: 700 } } }

test(`${Platform.OS}: Arabic screens do not turn the app, and a row that is pulled stands in the app's direction`, async () => {
  const turns = [jest.spyOn(I18nManager, 'allowRTL'), jest.spyOn(I18nManager, 'forceRTL')]
  render(
    <SafeAreaProvider>
      <ChatProvider client={new FakeChatClient({ conversations: examples(Date.now()) })} language="ar">
        <ConversationsScreen onOpen={() => {}} />
      </ChatProvider>
    </SafeAreaProvider>,
  )
  fireEvent(screen.getByTestId('conversation-list'), 'layout', PHONE)
  await act(async () => {})
  for (const turn of turns) expect(turn).not.toHaveBeenCalled()
  const directions: unknown[] = []
  for (let at = screen.getAllByTestId(/^conversation-row-/)[0]?.parent; at; at = at.parent) {
    const direction = typeof at.type === 'string' && StyleSheet.flatten(at.props.style)?.direction
    if (direction) directions.push(direction)
  }
  // From the row outwards: what it shows, what the gesture measures, the screen.
  expect(directions).toEqual(['rtl', 'ltr', 'rtl'])
})
