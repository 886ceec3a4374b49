// The settings and what stands behind them, by address.

import { BlockedScreen, SettingsScreen } from '@jobline/react-native'
import { router } from 'expo-router'
import type { ReactNode } from 'react'
import { version } from '../../package.json'
import { closeScreen } from '../navigation.ts'

const PANES: Readonly<Record<string, () => ReactNode>> = {
  '/settings': () => <SettingsScreen onBack={closeScreen} onBlocked={() => router.push('/settings/blocked')} version={version} />,
  '/settings/blocked': () => <BlockedScreen onBack={closeScreen} />,
}

/** undefined: this address is none of them. */
export const settingsPane = (path: string): ReactNode => PANES[path]?.()
