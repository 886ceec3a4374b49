// Where the composer would be, once the person has blocked the other one: why nothing can be written, and the way back.

import { usePersonActions } from '@jobline/react'
import { useCallback, useState } from 'react'
import { StyleSheet, Text, View } from 'react-native'
import { replaceable } from '../../providers/replaceable.tsx'
import { useStrings } from '../../strings/use-strings.tsx'
import { themed } from '../../theme/theme.tsx'
import { CHAT_WIDTH } from '../../theme/tokens.ts'
import { TextButton } from '../basics/TextButton.tsx'
import { useToasts } from '../overlay/toasts.tsx'
import type { Person } from './person.ts'

export const BlockedPanel = replaceable('BlockedPanel', function BlockedPanel({ person }: { person: Person }) {
  const styles = useStyles()
  const { block: words } = useStrings()
  const unblock = useUnblock()
  const [busy, setBusy] = useState(false)
  const press = () => {
    setBusy(true)
    void unblock(person).finally(() => setBusy(false))
  }
  return (
    <View testID="blocked-panel" style={styles.panel}>
      <Text style={styles.text}>{words.panel(person.name)}</Text>
      <TextButton testID="unblock" label={words.take_back} spoken={words.unblock(person.name)} disabled={busy} onPress={press} />
    </View>
  )
})

/** Takes a block back, and says how that went. The same between renders. */
export function useUnblock(): (person: Person) => Promise<void> {
  const { block: words } = useStrings()
  const actions = usePersonActions()
  const toasts = useToasts()
  return useCallback(
    ({ user_id, name }: Person) =>
      actions.unblock(user_id).then(
        () => toasts.show({ text: words.did_unblock(name) }),
        () => toasts.show({ text: words.failed }),
      ),
    [actions, toasts, words],
  )
}

const useStyles = themed(({ colors, type, space }) =>
  StyleSheet.create({
    panel: {
      flexDirection: 'row',
      flexWrap: 'wrap',
      alignItems: 'center',
      justifyContent: 'center',
      columnGap: space.s,
      width: '100%',
      maxWidth: CHAT_WIDTH,
      alignSelf: 'center',
      paddingHorizontal: space.l,
      paddingVertical: space.s,
    },
    text: { ...type.label, color: colors.text_soft, flexShrink: 1, paddingVertical: space.s },
  }),
)
