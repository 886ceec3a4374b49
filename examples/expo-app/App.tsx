import { ChatProvider, ChatScreen, ConversationsScreen, createDeviceClient } from '@jobline/react-native'
import { useState } from 'react'
import { SafeAreaProvider } from 'react-native-safe-area-context'
import { chat_url, getChatToken, my_id } from './marketplace.ts'

const client = createDeviceClient({ url: chat_url, user_id: my_id, getToken: getChatToken })

export function App() {
  const [open, setOpen] = useState<{ conversation_id: string; message_id?: string | undefined }>()
  return (
    <SafeAreaProvider>
      <ChatProvider client={client}>
        {open && <ChatScreen {...open} onBack={() => setOpen(undefined)} />}
        {!open && <ConversationsScreen onOpen={(conversation_id, message_id) => setOpen({ conversation_id, message_id })} />}
      </ChatProvider>
    </SafeAreaProvider>
  )
}
