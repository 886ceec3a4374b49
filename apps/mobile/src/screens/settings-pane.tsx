// The settings and what stands behind them, by address.

import { BlockedScreen, ConnectionScreen, SettingsScreen } from '@jobline/react-native'
import { router } from 'expo-router'
import type { ReactNode } from 'react'
import { version } from '../../package.json'
import { closeScreen, openChat } from '../navigation.ts'
import { type ActiveSession, useSession } from '../session/session.tsx'
import { useSignOut } from '../session/use-sign-out.tsx'

const PANES: Readonly<Record<string, () => ReactNode>> = {
  '/settings': () => <Settings />,
  '/settings/connection': () => <ConnectionScreen onBack={closeScreen} onOpen={openChat} version={version} />,
  '/settings/blocked': () => <BlockedScreen onBack={closeScreen} />,
}

function Settings() {
  const { session } = useSession()
  return session.state === 'active' ? <SettingsOf session={session} /> : null
}

function SettingsOf({ session }: { session: ActiveSession }) {
  const { signOut, question } = useSignOut(session)
  return (
    <>
      <SettingsScreen
        onBack={closeScreen}
        onBlocked={() => router.push('/settings/blocked')}
        onConnection={() => router.push('/settings/connection')}
        onSignOut={signOut}
        own_name={session.person.display_name}
        version={version}
      />
      {question}
    </>
  )
}

/** undefined: this address is none of them. */
export const settingsPane = (path: string): ReactNode => PANES[path]?.()
