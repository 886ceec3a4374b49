// What a person may want to know of this device: which way it talks, since when, and whether it keeps.

import { useConnection } from '@jobline/react'
import { FactRow, SettingsSection } from '../../components/settings/SettingRows.tsx'
import { useToday } from '../../platform/use-today.ts'
import { useStrings, useTimeWords } from '../../strings/use-strings.tsx'

export function DeviceFacts() {
  const { connection_page: words } = useStrings()
  const { state, transport, storage, last_live_at } = useConnection()
  const time = useTimeWords()
  const now = useToday()
  const last = state === 'live' ? words.now : last_live_at === undefined ? words.never : time.seen(last_live_at, now)
  return (
    <SettingsSection title={words.device}>
      <FactRow testID="connection-last" label={words.last_live} value={last} />
      <FactRow testID="connection-transport" label={words.transport} value={words[`transport_${transport}`]} />
      <FactRow testID="connection-storage" label={words.storage} value={words[`storage_${storage}`]} />
    </SettingsSection>
  )
}
