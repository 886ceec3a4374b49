// What a person should know of this device's storage: that nothing is kept on it, or that something unsent was lost with
// it. The loss is told until they have said that they have read it.

import type { ConnectionSnapshot } from '@jobline/client'
import { useChat, useConnection } from '@jobline/react'
import { StyleSheet, Text, View } from 'react-native'
import type { Strings } from '../../strings/en.ts'
import { useStrings } from '../../strings/use-strings.tsx'
import { themed } from '../../theme/theme.tsx'
import { SPACE, TYPE } from '../../theme/tokens.ts'
import { Tappable } from '../basics/Tappable.tsx'

export function StorageBanner() {
  const client = useChat()
  const connection = useConnection()
  const strings = useStrings()
  const styles = useStyles()
  const text = storageText(connection, strings)
  return (
    <View aria-live="polite" role="status">
      {text ? (
        <View testID="storage-banner" style={styles.banner}>
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
}

/** A loss first: it has happened, the others may yet pass. */
function storageText({ storage, lost_unsent }: ConnectionSnapshot, strings: Strings): string | undefined {
  if (lost_unsent) return strings.storage.lost
  if (storage === 'session') return strings.storage.session
  return storage === 'full' ? strings.storage.full : undefined
}

const useStyles = themed(({ colors }) =>
  StyleSheet.create({
    banner: {
      flexDirection: 'row',
      alignItems: 'center',
      justifyContent: 'center',
      columnGap: SPACE.s,
      minHeight: 40,
      paddingHorizontal: SPACE.l,
      backgroundColor: colors.notice.fill,
      borderTopWidth: 1,
      borderColor: colors.border,
    },
    text: { ...TYPE.small, fontWeight: '600', color: colors.notice.ink, paddingVertical: SPACE.s, flexShrink: 1, textAlign: 'center' },
    button: { paddingHorizontal: SPACE.s },
    button_text: { ...TYPE.small, fontWeight: '700', color: colors.notice.ink, textDecorationLine: 'underline' },
  }),
)
