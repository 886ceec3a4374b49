// What is left of a deleted message, and the way back while nobody has heard of the deletion.

import { StyleSheet, Text, View } from 'react-native'
import { useStrings } from '../../strings/use-strings.tsx'
import { themed } from '../../theme/theme.tsx'
import { TextButton } from '../basics/TextButton.tsx'

export interface DeletedTextProps {
  readonly text: string
  readonly onUndo?: (() => void) | undefined
  readonly testID: string
}

export function DeletedText({ text, onUndo, testID }: DeletedTextProps) {
  const styles = useStyles()
  const { message } = useStrings()
  return (
    <View style={styles.line}>
      <Text style={styles.text}>{text}</Text>
      {onUndo ? (
        <View style={styles.undo}>
          <TextButton label={message.undo} onPress={onUndo} testID={testID} />
        </View>
      ) : null}
    </View>
  )
}

const useStyles = themed(({ colors, type, space }) =>
  StyleSheet.create({
    line: { flexDirection: 'row', alignItems: 'center' },
    text: { ...type.body, fontStyle: 'italic', color: colors.text_soft, flexShrink: 1 },
    undo: { marginVertical: -space.m, marginEnd: -space.s },
  }),
)
