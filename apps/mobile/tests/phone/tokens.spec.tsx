// An integrator's tokens reach what is drawn: fonts, sizes, spaces and corners, each beside those that stay ours.

import { expect, test } from '@jest/globals'
import { ChatProvider, ConversationsScreen, RADIUS, SPACE, TYPE, useTheme } from '@jobline/react-native'
import { render, screen } from '@testing-library/react-native'
import { Platform, Text } from 'react-native'
import { SafeAreaProvider } from 'react-native-safe-area-context'
import { FakeChatClient } from '../../src/gallery/fake-chat-client.ts'

function Spaces() {
  const { space, radius, type } = useTheme()
  return <Text testID="tokens">{JSON.stringify({ s: space.s, l: space.l, m: radius.m, body: type.body.fontSize })}</Text>
}

test(`${Platform.OS}: fonts, sizes, spaces and corners of an integrator take the place of ours`, () => {
  const client = new FakeChatClient({ conversations: [] })
  const draw = (theme: object) => (
    <SafeAreaProvider>
      <ChatProvider client={client} theme={theme}>
        <Spaces />
        <ConversationsScreen onOpen={() => {}} />
      </ChatProvider>
    </SafeAreaProvider>
  )
  const { rerender } = render(draw({}))
  const tokens = () => JSON.parse(String(screen.getByTestId('tokens').props.children)) as object
  expect(tokens()).toEqual({ s: SPACE.s, l: SPACE.l, m: RADIUS.m, body: TYPE.body.fontSize })
  rerender(draw({ font_family: 'Inter', type: { title: { fontSize: 31 } }, space: { l: 20 }, radius: { m: 3 } }))
  expect(tokens()).toEqual({ s: SPACE.s, l: 20, m: 3, body: TYPE.body.fontSize })
  expect(screen.getByText('Messages')).toHaveStyle({ fontFamily: 'Inter', fontSize: 31, fontWeight: TYPE.title.fontWeight })
})
