import { ChatProvider, ChatScreen, ConversationsScreen, createDeviceClient } from '@jobline/react-native'
import { useState } from 'react'
import { SafeAreaProvider } from 'react-native-safe-area-context'
import { chat_url, getChatToken, my_id } from './marketplace.ts'

const client = createDeviceClient({ url: chat_url, user_id: my_id, getToken: getChatToken })

export function App() {
  const [open, setOpen] = useState<string>()
  return (
    <SafeAreaProvider>
      <ChatProvider client={client}>
        {open ? <ChatScreen conversation_id={open} onBack={() => setOpen(undefined)} /> : <ConversationsScreen onOpen={setOpen} />}
      </ChatProvider>
    </SafeAreaProvider>
  )
}
