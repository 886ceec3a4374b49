// The upper end of the list: earlier messages are being loaded, can be asked for, or there are none.

import { StyleSheet, Text, View } from 'react-native'
import { replaceable } from '../../providers/replaceable.tsx'
import { useStrings } from '../../strings/use-strings.tsx'
import { themed } from '../../theme/theme.tsx'
import { TARGET } from '../../theme/tokens.ts'
import { TextButton } from '../basics/TextButton.tsx'

export interface ListStartProps {
  readonly more_before: boolean
  readonly loading_before: boolean
  readonly onLoad: () => void
}

/** Always of the same height, so that loading does not push what is being read. */
export const ListStart = replaceable('ListStart', function ListStart({ more_before, loading_before, onLoad }: ListStartProps) {
  const styles = useStyles()
  const { chat } = useStrings()
  return (
    <View style={styles.box}>
      {more_before ? (
        <TextButton
          testID="load-older"
          label={loading_before ? chat.loading_older : chat.load_older}
          disabled={loading_before}
          onPress={onLoad}
        />
      ) : (
        <Text style={styles.text}>{chat.beginning}</Text>
      )}
    </View>
  )
})

const useStyles = themed(({ colors, type, space }) =>
  StyleSheet.create({
    box: { minHeight: TARGET + space.m, paddingTop: space.m, alignItems: 'center', justifyContent: 'center' },
    text: { ...type.small, color: colors.text_soft, textAlign: 'center', paddingHorizontal: space.l },
  }),
)
