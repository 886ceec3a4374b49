// What a person should know of this device's storage: that nothing is kept on it, or that something unsent was lost with
// it. The loss is told until they have said that they have read it.

import type { ConnectionSnapshot } from '@jobline/client'
import { useChat, useConnection } from '@jobline/react'
import { Text, View } from 'react-native'
import { useAnnounced } from '../../platform/screen-reader.ts'
import { replaceable } from '../../providers/replaceable.tsx'
import type { Strings } from '../../strings/en.ts'
import { useStrings } from '../../strings/use-strings.tsx'
import { Tappable } from '../basics/Tappable.tsx'
import { useBannerStyles } from './banner-styles.ts'

export const StorageBanner = replaceable('StorageBanner', function StorageBanner() {
  const client = useChat()
  const connection = useConnection()
  const strings = useStrings()
  const styles = useBannerStyles()
  const text = storageText(connection, strings)
  useAnnounced(text)
  return (
    <View aria-live="polite" role="status">
      {text ? (
        <View testID="storage-banner" style={[styles.banner, styles.line_above]}>
          <Text style={styles.text}>{text}</Text>
          {connection.lost_unsent ? (
            <Tappable testID="loss-read" onPress={() => client.acknowledgeLoss()} style={styles.button}>
              <Text style={styles.button_text}>{strings.storage.understood}</Text>
            </Tappable>
          ) : null}
        </View>
      ) : null}
    </View>
  )
})

/** A loss first: it has happened, the others may yet pass. */
function storageText({ storage, lost_unsent }: ConnectionSnapshot, strings: Strings): string | undefined {
  if (lost_unsent) return strings.storage.lost
  if (storage === 'session') return strings.storage.session
  return storage === 'full' ? strings.storage.full : undefined
}
