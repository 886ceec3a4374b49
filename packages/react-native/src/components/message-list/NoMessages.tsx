// A conversation in which nobody has said anything yet.

import { StyleSheet, View } from 'react-native'
import { useStrings } from '../../strings/use-strings.tsx'
import { themed } from '../../theme/theme.tsx'
import { EmptyState } from '../basics/EmptyState.tsx'
import { TypingIndicator } from './TypingIndicator.tsx'

export function NoMessages({ name, typing_name }: { name: string; typing_name: string | undefined }) {
  const styles = useStyles()
  const { chat } = useStrings()
  return (
    <View style={styles.box}>
      <EmptyState title={chat.empty_title} text={chat.empty_text(name)} />
      {typing_name === undefined ? null : <TypingIndicator name={typing_name} />}
    </View>
  )
}

const useStyles = themed(({ space }) => StyleSheet.create({ box: { flex: 1, paddingBottom: space.l } }))
