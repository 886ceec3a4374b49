// Everything a person can set: of this device, and of themselves on the server. Composes sections; each knows its own
// rules. Which screens stand behind it is the app's: a row without its handler is not shown.

import type { ReactNode } from 'react'
import { FactRow, SettingsSection } from '../components/settings/SettingRows.tsx'
import { SettingsPage } from '../components/settings/SettingsPage.tsx'
import { useStrings } from '../strings/use-strings.tsx'
import { AccountSettings } from './settings/AccountSettings.tsx'
import { AlertSettings } from './settings/AlertSettings.tsx'
import { AppearanceSettings } from './settings/AppearanceSettings.tsx'
import { DataSettings } from './settings/DataSettings.tsx'
import { PrivacySettings } from './settings/PrivacySettings.tsx'

export interface SettingsScreenProps {
  /** Leave it out where the screen stands beside the list. */
  readonly onBack?: () => void
  readonly onConnection?: () => void
  readonly onBlocked?: () => void
  readonly onSignOut?: () => void
  /** The person's own name, shown before a conversation tells it. */
  readonly own_name?: string
  /** Of the app, e.g. `1.4.0`. */
  readonly version?: string
  /** The app's own rows and sections, at the end. */
  readonly children?: ReactNode
}

export function SettingsScreen(props: SettingsScreenProps) {
  const { onBack, onConnection, onBlocked, onSignOut, own_name, version, children } = props
  const { settings } = useStrings()
  return (
    <SettingsPage testID="settings" title={settings.title} onBack={onBack}>
      <AccountSettings own_name={own_name} onSignOut={onSignOut} />
      <AppearanceSettings />
      <AlertSettings />
      <PrivacySettings onBlocked={onBlocked} />
      <DataSettings onConnection={onConnection} />
      {children}
      {version === undefined ? null : (
        <SettingsSection title={settings.about}>
          <FactRow testID="version" label={settings.version} value={version} />
        </SettingsSection>
      )}
    </SettingsPage>
  )
}
