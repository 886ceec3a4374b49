// What a phone knows and JavaScript does not: whether the app is in the foreground, and whether there is a network. With
// them the client dials at once when either comes back.

import type { AppState as AppStatePort, Network, Ports } from '@jobline/client'
import { addNetworkStateListener } from 'expo-network'
import { AppState } from 'react-native'

const network: Network = {
  subscribe(listener) {
    // Unknown counts as there: the client tries, and finds out.
    const subscription = addNetworkStateListener(({ isConnected }) => listener(isConnected !== false))
    return () => subscription.remove()
  },
}

/** "inactive" (a call, the task switcher) still shows the app: the connection stays. */
const isShown = (state: string): boolean => state !== 'background'

const appState: AppStatePort = {
  isActive: () => isShown(AppState.currentState),
  subscribe(listener) {
    const subscription = AppState.addEventListener('change', (state) => listener(isShown(state)))
    return () => subscription.remove()
  },
}

export const devicePorts = (): Partial<Ports> => ({ network, appState })
