// How this device stands to the server, in words: the line, what waits to be sent, how well it keeps, and a report for
// support that holds nothing of what was said. Rules: OF-5, WS-2.

import { SettingsPage } from '../components/settings/SettingsPage.tsx'
import { useStrings } from '../strings/use-strings.tsx'
import { DeviceFacts } from './connection/DeviceFacts.tsx'
import { DiagnosticsReport } from './connection/DiagnosticsReport.tsx'
import { LineState } from './connection/LineState.tsx'
import { WaitingActs } from './connection/WaitingActs.tsx'

export interface ConnectionScreenProps {
  readonly onBack?: () => void
  /** Opens the chat that something waits in. */
  readonly onOpen?: (conversation_id: string) => void
  /** Of the app, for the report. */
  readonly version?: string
}

export function ConnectionScreen({ onBack, onOpen, version }: ConnectionScreenProps) {
  const { connection_page } = useStrings()
  return (
    <SettingsPage testID="connection-page" title={connection_page.title} onBack={onBack}>
      <LineState />
      <WaitingActs onOpen={onOpen} />
      <DeviceFacts />
      <DiagnosticsReport version={version} />
    </SettingsPage>
  )
}
