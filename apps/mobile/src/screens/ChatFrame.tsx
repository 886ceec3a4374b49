// The frame of the signed-in app. In browsers and on tablets the address names the open conversation and
// the workspace draws it, list and all; on phones each route is a screen of its own with the system's
// transitions and gestures.

import { useConnection, useConversations } from '@jobline/react'
import { ChatProvider, ChatWorkspace } from '@jobline/react-native'
import { router, Slot, Stack, useGlobalSearchParams, usePathname } from 'expo-router'
import { createContext, useContext, useEffect, useLayoutEffect, useRef } from 'react'
import { Dimensions, Platform } from 'react-native'
import { closeScreen, openChat, openSettings } from '../navigation.ts'
import { isInstalled, takeNewVersion } from '../platform/app-files.ts'
import { useDocumentTitle } from '../platform/document-title.ts'
import { useSession } from '../session/session.tsx'
import { useAppStrings } from '../strings/use-app-strings.ts'
import { AccountButton } from './AccountButton.tsx'
import { DemoSignIn } from './DemoSignIn.tsx'
import { PageLanguage } from './PageLanguage.tsx'
import { settingsPane } from './settings-pane.tsx'

const WorkspaceContext = createContext(false)
/** The workspace already draws what this route names. */
export const useInWorkspace = (): boolean => useContext(WorkspaceContext)

/** Of the device, not of the window: turning a phone must not swap one navigator for another. */
const has_workspace = Platform.OS === 'web' || Math.min(Dimensions.get('screen').width, Dimensions.get('screen').height) >= 600

export function ChatFrame() {
  const { session, resume } = useSession()
  const { conversation_id } = useGlobalSearchParams<{ conversation_id?: string }>()
  // A new tab asks who it shall be, for the sake of the demo; the app of its own, and a link to a chat, go on as the last one.
  const goes_on = session.state === 'none' && (isInstalled() || conversation_id !== undefined)
  useLayoutEffect(() => {
    if (goes_on) resume()
  }, [goes_on, resume])
  if (session.state !== 'active') return <DemoSignIn />
  return (
    <ChatProvider key={session.person.user_id} client={session.client} onSignIn={() => router.push(`/demo/${session.person.name}`)}>
      <PageLanguage />
      <Title />
      <Version />
      {has_workspace ? <Workspace /> : <Stack screenOptions={{ headerShown: false }} />}
    </ChatProvider>
  )
}

function Workspace() {
  const { conversation_id, at } = useGlobalSearchParams<{ conversation_id?: string; at?: string }>()
  const pane = settingsPane(usePathname())
  // And not from another chat, beside which the list stood.
  const came_from_list = useRef(false)
  return (
    <WorkspaceContext value>
      <ChatWorkspace
        conversation_id={conversation_id}
        message_id={at}
        onOpen={(id, message_id) => {
          came_from_list.current = conversation_id === undefined && pane === undefined
          openChat(id, message_id)
        }}
        onBack={() => (came_from_list.current ? closeScreen() : router.replace('/'))}
        onSettings={openSettings}
        accessory={<AccountButton />}
        pane={pane}
      />
      <Slot />
    </WorkspaceContext>
  )
}

function Title() {
  const app = useAppStrings()
  useDocumentTitle(app.title(useConversations('active').unread))
  return null
}

/** A server that has gone on speaks a newer protocol only: then the newer app is fetched, and this one makes room. */
function Version() {
  const { error_code } = useConnection()
  useEffect(() => {
    if (error_code === 'protocol_unsupported') takeNewVersion()
  }, [error_code])
  return null
}
