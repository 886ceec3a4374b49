// One chat as a screen of its own, for phones.

import { ChatScreen } from '@jobline/react-native'
import { useIsFocused, useLocalSearchParams } from 'expo-router'
import { closeScreen } from '../navigation.ts'
import { useInWorkspace } from './ChatFrame.tsx'

export function ChatRoute() {
  const { conversation_id, at } = useLocalSearchParams<{ conversation_id: string; at?: string }>()
  const focused = useIsFocused()
  return useInWorkspace() ? null : (
    <ChatScreen conversation_id={conversation_id} {...{ message_id: at }} focused={focused} onBack={closeScreen} />
  )
}
