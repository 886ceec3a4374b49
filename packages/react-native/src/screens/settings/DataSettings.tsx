// How much this device loads unasked, and the way to the page about its connection.

import { useConnection } from '@jobline/react'
import { LinkRow, SettingsSection, SwitchRow } from '../../components/settings/SettingRows.tsx'
import { useSystemSavesData } from '../../platform/save-data.ts'
import { useDataSaver, usePreferences } from '../../providers/preferences.tsx'
import { useStrings } from '../../strings/use-strings.tsx'

export function DataSettings({ onConnection }: { onConnection?: (() => void) | undefined }) {
  const { settings, connection_page } = useStrings()
  const { change } = usePreferences()
  const { state } = useConnection()
  const saving = useDataSaver()
  const system = useSystemSavesData()
  return (
    <SettingsSection title={settings.data}>
      <SwitchRow
        testID="setting-data-saver"
        icon="data"
        label={settings.data_saver}
        text={settings.data_saver_text}
        value={saving}
        onChange={(value) => change({ data_saver: value === system ? undefined : value })}
      />
      {onConnection ? (
        <LinkRow
          testID="open-connection"
          icon="signal"
          label={connection_page.title}
          value={connection_page.state[state]}
          onPress={onConnection}
        />
      ) : null}
    </SettingsSection>
  )
}
