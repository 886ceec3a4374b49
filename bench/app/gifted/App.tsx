// react-native-gifted-chat as its documentation shows it: messages in memory, the newest first, shown at a tap. `?page=40` gives
// it so many and the rest by its "load earlier", without the address it has all of them at once.

import { useCallback, useEffect, useState } from 'react'
import { Pressable, Text, View } from 'react-native'
import { GiftedChat, type IMessage } from 'react-native-gifted-chat'
import type { BenchMessage } from '../messages.ts'

const ME = { _id: 'marisol', name: 'Marisol Santos' }
const OTHER = { _id: 'ramon', name: 'Ramon Aquino' }

export function App() {
  const [all, setAll] = useState<IMessage[]>()
  const [is_open, setOpen] = useState(false)
  useEffect(() => {
    void loadMessages().then(setAll)
  }, [])
  return (
    <View style={{ flex: 1 }}>
      {is_open && all ? (
        <Chat all={all} />
      ) : (
        <Pressable testID="open-chat" disabled={!all} onPress={() => setOpen(true)} style={{ padding: 24 }}>
          <Text>{all ? `Open ${all.length}` : '…'}</Text>
        </Pressable>
      )}
    </View>
  )
}

function Chat({ all }: { all: IMessage[] }) {
  const page = Number(new URLSearchParams(location.search).get('page') ?? 0)
  const [messages, setMessages] = useState(() => (page > 0 ? all.slice(0, page) : all))
  const onSend = useCallback((sent: IMessage[]) => setMessages((before) => GiftedChat.append(before, sent)), [])
  // What is in memory needs no waiting for: a page of it is there at once.
  const loadEarlier = useCallback(
    () => setMessages((before) => GiftedChat.prepend(before, all.slice(before.length, before.length + page))),
    [all, page],
  )
  return (
    <GiftedChat
      messages={messages}
      onSend={onSend}
      user={ME}
      loadEarlierMessagesProps={{
        isAvailable: page > 0 && messages.length < all.length,
        isInfiniteScrollEnabled: true,
        isLoading: false,
        onPress: loadEarlier,
      }}
    />
  )
}

async function loadMessages(): Promise<IMessage[]> {
  const kept = (await (await fetch('/messages.json')).json()) as BenchMessage[]
  return kept.reverse().map(({ id, text, is_own, created_at }) => ({
    _id: id,
    text,
    createdAt: new Date(created_at),
    user: is_own ? ME : OTHER,
  }))
}
