// Every scene of the gallery, drawn as a phone draws it: what differs by platform is in there.

import { afterEach, beforeEach, expect, jest, test } from '@jest/globals'
import { ChatProvider } from '@jobline/react-native'
import { act, fireEvent, render, screen } from '@testing-library/react-native'
import { Platform } from 'react-native'
import { SafeAreaProvider } from 'react-native-safe-area-context'
import { SCENES } from '../../src/gallery/scenes.tsx'

const PHONE = { nativeEvent: { layout: { x: 0, y: 0, width: 390, height: 700 } } }

/** Where gestures run is decided by native code, which is not here. */
const WORKLETS = /^\[react-native-gesture-handler\] Some of the callbacks in the gesture are worklets/

beforeEach(() => {
  jest.useFakeTimers()
})
afterEach(() => {
  jest.useRealTimers()
})

function draw(name: string) {
  const scene = SCENES[name]
  if (!scene) throw new Error(`no scene ${name}`)
  const drawn = render(
    <SafeAreaProvider>
      <ChatProvider client={scene.client()}>{scene.show()}</ChatProvider>
    </SafeAreaProvider>,
  )
  // Nothing has a size here until somebody says so, and a list without one draws no rows.
  for (const list of screen.queryAllByTestId(/^(message|conversation)-list$/)) fireEvent(list, 'layout', PHONE)
  act(() => jest.advanceTimersByTime(1_000))
  return drawn
}

test.each(Object.keys(SCENES))(`${Platform.OS}: scene %s draws without a complaint`, (name) => {
  const complaints = jest.spyOn(console, 'error').mockImplementation(() => {})
  const { unmount } = draw(name)
  expect(screen.toJSON()).not.toBeNull()
  unmount()
  expect(complaints.mock.calls.filter(([text]) => !WORKLETS.test(String(text)))).toEqual([])
  complaints.mockRestore()
})

test(`${Platform.OS}: CV-1 CV-2 the list draws its rows`, () => {
  draw('conversations')
  expect(screen.getAllByText('Marisol Santos').length).toBeGreaterThan(0)
})

test(`${Platform.OS}: CH-1 CH-4 a chat draws its newest messages`, () => {
  draw('chat')
  expect(screen.getByText(/No hurry, whenever you are done/)).toBeOnTheScreen()
})
