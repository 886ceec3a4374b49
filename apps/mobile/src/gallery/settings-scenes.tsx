// The settings and what stands behind them, in their states.

import { SettingsScreen } from '@jobline/react-native'
import { examples } from './example-data.ts'
import { FakeChatClient } from './fake-chat-client.ts'
import type { Scene } from './scene.ts'

const nothing = () => {}

export const SETTINGS_SCENES: Readonly<Record<string, Scene>> = {
  settings: {
    client: () => new FakeChatClient({ conversations: examples(Date.now()) }),
    show: () => <SettingsScreen onBack={nothing} onConnection={nothing} onBlocked={nothing} onSignOut={nothing} version="0.1.0" />,
  },
  'settings-offline': {
    client: () => new FakeChatClient({ conversations: examples(Date.now()), connection: { state: 'offline', waiting: 2 } }),
    show: () => <SettingsScreen onBack={nothing} onConnection={nothing} onBlocked={nothing} version="0.1.0" />,
  },
}
