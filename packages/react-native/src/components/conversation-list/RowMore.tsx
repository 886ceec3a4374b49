// The button of a row's menu, for mouse and keyboard: it shows in the place of the time while one of them is on the
// row. For touch it is not there, or a thumb would hit what it cannot see; a screen reader always finds it.

import { StyleSheet, View } from 'react-native'
import { tabStop } from '../../platform/tab-stop.ts'
import { themed } from '../../theme/theme.tsx'
import { TARGET } from '../../theme/tokens.ts'
import { Icon } from '../basics/Icon.tsx'
import { Tappable } from '../basics/Tappable.tsx'

export interface RowMoreProps {
  readonly label: string
  readonly shown: boolean
  readonly onPress: () => void
  readonly testID: string
}

export function RowMore({ label, shown, onPress, testID }: RowMoreProps) {
  const styles = useStyles()
  return (
    <View style={[styles.place, !shown && styles.unseen]}>
      <Tappable
        testID={testID}
        aria-label={label}
        aria-haspopup="menu"
        onPress={onPress}
        style={styles.button}
        hover_style={styles.hover}
        {...tabStop(shown)}
      >
        <Icon name="more" size={20} color={styles.sign.color} weight={2.2} />
      </Tappable>
    </View>
  )
}

const useStyles = themed(({ colors, space }) => ({
  ...StyleSheet.create({
    // Its dots stand where the first line does, which begins ten points below the edge.
    place: { position: 'absolute', end: -space.xs, top: -3 },
    unseen: { opacity: 0, pointerEvents: 'none' },
    button: { width: TARGET, height: TARGET },
    hover: { opacity: 0.7 },
  }),
  sign: { color: colors.text_soft },
}))
