// A finger that rests on a message opens its menu, whatever lies under it; lifting it does no more than that.

import { afterEach, beforeEach, expect, jest, test } from '@jest/globals'
import { ChatProvider } from '@jobline/react-native'
import { act, fireEvent, render, screen } from '@testing-library/react-native'
import { Linking, Platform } from 'react-native'
import { SafeAreaProvider } from 'react-native-safe-area-context'
import { SCENES } from '../../src/gallery/scenes.tsx'

const PHONE = { nativeEvent: { layout: { x: 0, y: 0, width: 390, height: 700 } } }
const FINGER = { nativeEvent: { pageX: 100, pageY: 100 } }

beforeEach(() => {
  jest.useFakeTimers()
})
afterEach(() => {
  jest.useRealTimers()
})

test(`${Platform.OS}: a link in a message opens by a tap, and not by the end of a long press`, () => {
  const opened = jest.spyOn(Linking, 'openURL').mockResolvedValue(true)
  const scene = SCENES['chat-links']
  if (!scene) throw new Error('no scene of links')
  render(
    <SafeAreaProvider>
      <ChatProvider client={scene.client()}>{scene.show()}</ChatProvider>
    </SafeAreaProvider>,
  )
  fireEvent(screen.getByTestId('message-list'), 'layout', PHONE)
  act(() => jest.advanceTimersByTime(1_000))
  const link = screen.getAllByRole('link')[0]
  if (!link) throw new Error('no link')
  let row = link.parent
  while (row && !row.props.onTouchStart) row = row.parent
  if (!row) throw new Error('no row that is touched')
  const { onTouchStart, onTouchEnd } = row.props
  // By the handlers themselves: without native code neither a list that scrolls nor a gesture lets an event through.
  const press = () => act(() => link.props.onPress())
  const touch = (held_ms: number) => {
    act(() => onTouchStart(FINGER))
    act(() => jest.advanceTimersByTime(held_ms))
    // React Native presses before it tells that the touch has ended.
    press()
    act(() => onTouchEnd(FINGER))
    act(() => jest.advanceTimersByTime(100))
  }
  touch(600)
  expect(opened).not.toHaveBeenCalled()
  touch(100)
  expect(opened).toHaveBeenCalledTimes(1)
  // A screen reader presses without a touch, also after a long press.
  touch(600)
  press()
  expect(opened).toHaveBeenCalledTimes(2)
})
