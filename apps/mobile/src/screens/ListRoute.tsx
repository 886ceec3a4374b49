// The list of conversations as a screen of its own, for phones.

import { ConversationsScreen } from '@jobline/react-native'
import { openChat, openSettings } from '../navigation.ts'
import { AccountButton } from './AccountButton.tsx'
import { useInWorkspace } from './ChatFrame.tsx'

export function ListRoute() {
  return useInWorkspace() ? null : <ConversationsScreen onOpen={openChat} onSettings={openSettings} accessory={<AccountButton />} />
}
