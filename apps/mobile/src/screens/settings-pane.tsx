// The settings and what stands behind them, by address.

import { BlockedScreen, ConnectionScreen, SettingsScreen } from '@jobline/react-native'
import { router } from 'expo-router'
import type { ReactNode } from 'react'
import { version } from '../../package.json'
import { closeScreen, openChat } from '../navigation.ts'

const PANES: Readonly<Record<string, () => ReactNode>> = {
  '/settings': () => (
    <SettingsScreen
      onBack={closeScreen}
      onBlocked={() => router.push('/settings/blocked')}
      onConnection={() => router.push('/settings/connection')}
      version={version}
    />
  ),
  '/settings/connection': () => <ConnectionScreen onBack={closeScreen} onOpen={openChat} version={version} />,
  '/settings/blocked': () => <BlockedScreen onBack={closeScreen} />,
}

/** undefined: this address is none of them. */
export const settingsPane = (path: string): ReactNode => PANES[path]?.()
