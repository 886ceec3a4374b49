// The button of a row's menu, for mouse and keyboard: it shows at the end of the job's line while one of them is on the
// row. For touch it is not there, or a thumb would hit what it cannot see; a screen reader always finds it.

import { StyleSheet, View } from 'react-native'
import { themed } from '../../theme/theme.tsx'
import { RADIUS, SPACE, TARGET } from '../../theme/tokens.ts'
import { Icon } from '../basics/Icon.tsx'
import { Tappable } from '../basics/Tappable.tsx'

export interface RowMoreProps {
  readonly label: string
  readonly shown: boolean
  /** What the row stands on: the words under the button give way to it. */
  readonly ground: string
  readonly onPress: () => void
  readonly testID: string
}

export function RowMore({ label, shown, ground, onPress, testID }: RowMoreProps) {
  const styles = useStyles()
  return (
    <View style={[styles.place, !shown && styles.unseen]}>
      <Tappable
        testID={testID}
        aria-label={label}
        aria-haspopup="menu"
        tabIndex={shown ? 0 : -1}
        onPress={onPress}
        style={[styles.button, { backgroundColor: ground }]}
        hover_style={styles.hover}
      >
        <Icon name="more" size={20} color={styles.sign.color} weight={2.2} />
      </Tappable>
    </View>
  )
}

const useStyles = themed(({ colors }) => ({
  ...StyleSheet.create({
    place: { position: 'absolute', end: SPACE.xs, top: 0, bottom: 0, justifyContent: 'center' },
    unseen: { opacity: 0, pointerEvents: 'none' },
    button: { width: TARGET, height: TARGET, borderRadius: RADIUS.full },
    hover: { backgroundColor: colors.sunken },
  }),
  sign: { color: colors.text_soft },
}))
