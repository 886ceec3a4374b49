// One overlay leads to the next. iOS shows none while another goes, so there the next one waits until it is told that the
// first is gone; Android shows it at once.

import { afterEach, beforeEach, expect, jest, test } from '@jest/globals'
import { ChatProvider, ChatScreen } from '@jobline/react-native'
import { act, cleanup, fireEvent, render, screen } from '@testing-library/react-native'
import { Modal, Platform, View } from 'react-native'
import { SafeAreaProvider } from 'react-native-safe-area-context'
import { examples } from '../../src/gallery/example-data.ts'
import { FakeChatClient } from '../../src/gallery/fake-chat-client.ts'

const waits = Platform.OS === 'ios'
/** Long after the system would have said so. */
const LONG = 5_000

beforeEach(() => {
  jest.useFakeTimers()
  // Nothing has a place without native code, and a menu asks for its button's.
  jest.spyOn(View.prototype as View, 'measureInWindow').mockImplementation((told) => told(300, 40, 48, 48))
  render(
    <SafeAreaProvider>
      <ChatProvider client={new FakeChatClient({ conversations: examples(Date.now()) })}>
        <ChatScreen conversation_id="sink" />
      </ChatProvider>
    </SafeAreaProvider>,
  )
  act(() => jest.advanceTimersByTime(1_000))
})
afterEach(() => {
  // What is open goes with the screen.
  cleanup()
  jest.advanceTimersByTime(LONG)
  jest.useRealTimers()
  jest.restoreAllMocks()
})

const modals = () => screen.UNSAFE_getAllByType(Modal)
const open = () => modals().filter(({ props }) => props.visible === true)
/** The system has taken away what was closed. */
const gone = () =>
  act(() => {
    for (const { props } of modals()) if (!props.visible) props.onDismiss?.()
  })
const press = (id: string) => fireEvent.press(screen.getByTestId(id))

test(`${Platform.OS}: a sheet comes when the menu that it was chosen from is gone`, () => {
  press('chat-menu')
  press('menu-job')
  expect(screen.queryByTestId('chat-menu-items')).toBeNull()
  expect(open()).toHaveLength(waits ? 0 : 1)
  gone()
  expect(open()).toHaveLength(1)
  gone()
  act(() => jest.advanceTimersByTime(LONG))
  expect(open()).toHaveLength(1)
})

test(`${Platform.OS}: a sheet comes also where the system does not say that the menu is gone`, () => {
  press('chat-menu')
  press('menu-block')
  act(() => jest.advanceTimersByTime(LONG))
  expect(screen.getByTestId('block-sheet')).toBeOnTheScreen()
  expect(open()).toHaveLength(1)
})

test(`${Platform.OS}: nothing comes after a menu that was closed without a choice, and it opens again`, () => {
  press('chat-menu')
  act(() => open()[0]?.props.onRequestClose())
  gone()
  act(() => jest.advanceTimersByTime(LONG))
  expect(open()).toHaveLength(0)
  press('chat-menu')
  expect(screen.getByTestId('chat-menu-items')).toBeOnTheScreen()
})

test(`${Platform.OS}: how long to mute is asked in the menu itself, which is not taken away for it`, () => {
  press('chat-menu')
  press('menu-mute')
  expect(open()).toHaveLength(1)
  expect(screen.queryByTestId('menu-job')).toBeNull()
  expect(screen.getAllByTestId(/^menu-/).length).toBeGreaterThan(1)
})
