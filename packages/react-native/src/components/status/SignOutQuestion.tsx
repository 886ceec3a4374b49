// Asked before signing out deletes what was not sent. Escape, the back button and a press beside it mean no.

import { useState } from 'react'
import { StyleSheet, Text, View } from 'react-native'
import { replaceable } from '../../providers/replaceable.tsx'
import { useStrings } from '../../strings/use-strings.tsx'
import { themed } from '../../theme/theme.tsx'
import { TextButton } from '../basics/TextButton.tsx'
import { Overlay } from '../overlay/Overlay.tsx'

export interface SignOutQuestionProps {
  /** How many messages and changes would be lost; 0: nothing is asked. */
  readonly unsent: number
  readonly onCancel: () => void
  readonly onSignOut: () => void
}

export const SignOutQuestion = replaceable(
  'SignOutQuestion',
  function SignOutQuestion({ unsent, onCancel, onSignOut }: SignOutQuestionProps) {
    const { sign_out } = useStrings()
    const styles = useStyles()
    // While it fades away it says what it said.
    const [count, setCount] = useState(unsent)
    if (unsent > 0 && unsent !== count) setCount(unsent)
    return (
      <Overlay animationType="fade" visible={unsent > 0} onRequestClose={onCancel} aria-labelledby={TITLE_ID}>
        <View style={styles.backdrop}>
          {/* No button: it would take the focus, and Cancel says the same. */}
          <View style={StyleSheet.absoluteFill} onStartShouldSetResponder={() => true} onResponderRelease={onCancel} />
          <View testID="sign-out-question" style={styles.card}>
            <Text id={TITLE_ID} nativeID={TITLE_ID} role="heading" aria-level={2} style={styles.title}>
              {sign_out.unsent(count)}
            </Text>
            <Text style={styles.text}>{sign_out.lost}</Text>
            <View style={styles.buttons}>
              <TextButton testID="sign-out-cancel" label={sign_out.cancel} onPress={onCancel} />
              <TextButton testID="sign-out-anyway" look="danger" label={sign_out.anyway} onPress={onSignOut} />
            </View>
          </View>
        </View>
      </Overlay>
    )
  },
)

const TITLE_ID = 'sign-out-title'

const useStyles = themed(({ colors, type, space, radius }) =>
  StyleSheet.create({
    backdrop: { flex: 1, alignItems: 'center', justifyContent: 'center', padding: space.xl, backgroundColor: 'rgba(0, 0, 0, 0.5)' },
    card: { width: '100%', maxWidth: 400, padding: space.xl, rowGap: space.s, borderRadius: radius.l, backgroundColor: colors.surface },
    title: { ...type.heading, color: colors.text },
    text: { ...type.body, color: colors.text_soft },
    buttons: { flexDirection: 'row', flexWrap: 'wrap', justifyContent: 'flex-end', columnGap: space.s, marginTop: space.s },
  }),
)
