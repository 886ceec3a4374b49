// The settings and what stands behind them as screens of their own, for phones.

import { useInWorkspace } from './ChatFrame.tsx'
import { settingsPane } from './settings-pane.tsx'

/** Of its own address, whatever lies over it now. */
const routeOf = (path: string) =>
  function Route() {
    return useInWorkspace() ? null : settingsPane(path)
  }

export const SettingsRoute = routeOf('/settings')
export const BlockedRoute = routeOf('/settings/blocked')
export const ConnectionRoute = routeOf('/settings/connection')
