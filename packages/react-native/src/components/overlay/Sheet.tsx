// Something that asks or shows for a moment: from the lower edge of a phone, in the middle of a wide window. Takes the
// keyboard's focus while it is open. Escape, the back button and a press beside it close it.

import { type ReactNode, useId } from 'react'
import { ScrollView, StyleSheet, Text, useWindowDimensions, View } from 'react-native'
import { useSafeAreaInsets } from 'react-native-safe-area-context'
import { useFieldInSight } from '../../platform/field-in-sight.ts'
import { KeyboardArea } from '../../platform/keyboard-area.tsx'
import { useReturnFocus } from '../../platform/return-focus.ts'
import { replaceable } from '../../providers/replaceable.tsx'
import { useStrings } from '../../strings/use-strings.tsx'
import { themed } from '../../theme/theme.tsx'
import { SHEET_WIDE_FROM } from '../../theme/tokens.ts'
import { IconButton } from '../basics/IconButton.tsx'
import { Overlay } from './Overlay.tsx'

export interface SheetProps {
  readonly open: boolean
  readonly title: string
  readonly onClose: () => void
  readonly testID?: string
  /** Stays in sight under what scrolls: the buttons. */
  readonly footer?: ReactNode
  /** false: what stands in it scrolls by itself. */
  readonly scrolls?: boolean
  readonly children: ReactNode
}

export const Sheet = replaceable('Sheet', function Sheet({ open, title, onClose, testID, footer, scrolls = true, children }: SheetProps) {
  const styles = useStyles()
  const { overlay } = useStrings()
  const insets = useSafeAreaInsets()
  const wide = useWindowDimensions().width >= SHEET_WIDE_FROM
  const title_id = useId()
  useReturnFocus(open)
  const in_sight = useFieldInSight()
  return (
    <Overlay visible={open} animationType={wide ? 'fade' : 'slide'} onRequestClose={onClose} aria-labelledby={title_id}>
      <View style={[styles.backdrop, wide ? styles.backdrop_wide : undefined]}>
        {/* No button: it would take the focus, and the one that closes says the same. */}
        <View style={StyleSheet.absoluteFill} onStartShouldSetResponder={() => true} onResponderRelease={onClose} />
        <KeyboardArea inset_bottom={wide ? 0 : insets.bottom} style={[styles.place, wide ? styles.place_wide : styles.place_narrow]}>
          <View testID={testID} style={[styles.card, wide ? styles.card_wide : [styles.card_narrow, { paddingBottom: insets.bottom }]]}>
            <View style={styles.head}>
              <Text id={title_id} nativeID={title_id} role="heading" aria-level={2} style={styles.title}>
                {title}
              </Text>
              <IconButton icon="close" label={overlay.close} testID="sheet-close" onPress={onClose} style={styles.close} />
            </View>
            {scrolls ? (
              <ScrollView {...in_sight} style={styles.scroll} contentContainerStyle={styles.content} keyboardShouldPersistTaps="handled">
                {children}
              </ScrollView>
            ) : (
              children
            )}
            {footer ? <View style={styles.footer}>{footer}</View> : null}
          </View>
        </KeyboardArea>
      </View>
    </Overlay>
  )
})

const useStyles = themed(({ colors, type, space }) =>
  StyleSheet.create({
    backdrop: { flex: 1, backgroundColor: 'rgba(0, 0, 0, 0.5)' },
    backdrop_wide: { padding: space.xl },
    place: { flex: 1, pointerEvents: 'box-none' },
    place_narrow: { justifyContent: 'flex-end' },
    place_wide: { alignItems: 'center', justifyContent: 'center' },
    card: { maxHeight: '88%', backgroundColor: colors.surface },
    card_narrow: { width: '100%', borderTopStartRadius: 22, borderTopEndRadius: 22 },
    card_wide: { width: '100%', maxWidth: 460, borderRadius: 22 },
    head: { flexDirection: 'row', alignItems: 'center', gap: space.s, paddingStart: space.xl, paddingEnd: space.s, paddingTop: space.s },
    title: { ...type.heading, color: colors.text, flex: 1, paddingVertical: space.s },
    close: { flexShrink: 0 },
    scroll: { flexGrow: 0, flexShrink: 1 },
    content: { paddingHorizontal: space.xl, paddingBottom: space.l },
    footer: {
      flexDirection: 'row',
      flexWrap: 'wrap',
      justifyContent: 'flex-end',
      gap: space.s,
      paddingHorizontal: space.xl,
      paddingVertical: space.m,
      borderTopWidth: 1,
      borderTopColor: colors.border,
    },
  }),
)
