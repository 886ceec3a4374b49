// What can be done with something: a list of acts beside it on a wide window, from the lower edge on a phone. Keys:
// arrows, Home, End, letters, Escape. Whoever opens it names the thing in `label`.

import { type ReactNode, useRef, useState } from 'react'
import { ScrollView, StyleSheet, Text, useWindowDimensions, View } from 'react-native'
import { useSafeAreaInsets } from 'react-native-safe-area-context'
import { useFinePointer } from '../../platform/fine-pointer.ts'
import { useMenuKeys } from '../../platform/menu-keys.ts'
import { useReturnFocus } from '../../platform/return-focus.ts'
import { replaceable } from '../../providers/replaceable.tsx'
import { useStrings } from '../../strings/use-strings.tsx'
import { themed, useTheme } from '../../theme/theme.tsx'
import { SHEET_WIDE_FROM, TARGET } from '../../theme/tokens.ts'
import { Icon, type IconName } from '../basics/Icon.tsx'
import { Tappable } from '../basics/Tappable.tsx'
import { type Box, menuPlace, type Size } from './menu-place.ts'
import { Overlay } from './Overlay.tsx'

export interface MenuItem {
  readonly key: string
  readonly label: string
  readonly icon?: IconName
  /** Cannot be taken back, or is unkind. */
  readonly danger?: boolean
  /** The key that does the same without the menu; shown where there is a keyboard. */
  readonly hint?: string | undefined
  /** One of several of which one holds. */
  readonly checked?: boolean
  readonly onPress: () => void
}

export interface MenuProps {
  readonly open: boolean
  readonly label: string
  readonly items: readonly MenuItem[]
  /** What it belongs to, in points of the window; without one it comes from the lower edge, or stands in the middle. */
  readonly anchor?: Box | undefined
  /** Above the items: a row of reactions. */
  readonly header?: ReactNode
  readonly onClose: () => void
  readonly testID?: string
}

export const Menu = replaceable('Menu', function Menu({ open, label, items, anchor, header, onClose, testID = 'menu' }: MenuProps) {
  const styles = useStyles()
  const { space } = useTheme()
  const window = useWindowDimensions()
  const insets = useSafeAreaInsets()
  const rtl = useStrings().direction === 'rtl'
  const box = useRef<View>(null)
  const keys = useMenuKeys(box, open)
  useReturnFocus(open)
  const shows_hints = useFinePointer()
  const [size, setSize] = useState<Size>()
  const wide = window.width >= SHEET_WIDE_FROM
  const beside = wide && anchor !== undefined
  const place = beside && size ? menuPlace(anchor, size, window, rtl) : undefined
  // By the start: an app that is turned itself would swap left and right.
  const placed = place && size && { top: place.top, start: rtl ? window.width - place.left - size.width : place.left }
  const choose = (item: MenuItem) => {
    onClose()
    item.onPress()
  }
  return (
    <Overlay visible={open} animationType={beside ? 'none' : wide ? 'fade' : 'slide'} onRequestClose={onClose} aria-label={label}>
      <View style={[styles.backdrop, beside ? styles.backdrop_beside : wide ? styles.backdrop_middle : styles.backdrop_narrow]}>
        <View style={StyleSheet.absoluteFill} onStartShouldSetResponder={() => true} onResponderRelease={onClose} />
        <View
          ref={box}
          role="menu"
          aria-label={label}
          testID={testID}
          onLayout={({ nativeEvent: { layout } }) => setSize({ width: layout.width, height: layout.height })}
          style={[
            styles.card,
            wide ? styles.card_wide : [styles.card_narrow, { paddingBottom: Math.max(insets.bottom, space.s) }],
            beside && [styles.beside, placed ?? styles.unplaced],
          ]}
          {...keys}
        >
          {header}
          <ScrollView style={styles.scroll}>
            {items.map((item) => (
              <Tappable
                key={item.key}
                testID={`menu-${item.key}`}
                role={item.checked === undefined ? 'menuitem' : ('menuitemradio' as 'menuitem')}
                {...(item.checked === undefined ? {} : { 'aria-checked': item.checked })}
                onPress={() => choose(item)}
                style={styles.item}
                hover_style={styles.item_hover}
              >
                {item.icon ? (
                  <Icon name={item.icon} size={20} color={item.danger ? styles.danger.color : styles.sign.color} weight={1.8} />
                ) : null}
                <Text style={[styles.text, item.danger && styles.danger]}>{item.label}</Text>
                {item.hint && shows_hints ? (
                  <Text aria-hidden style={styles.hint}>
                    {item.hint}
                  </Text>
                ) : null}
                {item.checked ? <Icon name="check" size={18} color={styles.checked.color} weight={2.2} /> : null}
              </Tappable>
            ))}
          </ScrollView>
        </View>
      </View>
    </Overlay>
  )
})

const useStyles = themed(({ colors, scheme, type, space, radius }) =>
  StyleSheet.create({
    backdrop: { flex: 1 },
    backdrop_beside: { backgroundColor: 'rgba(0, 0, 0, 0.04)' },
    backdrop_middle: { backgroundColor: 'rgba(0, 0, 0, 0.5)', alignItems: 'center', justifyContent: 'center', padding: space.xl },
    backdrop_narrow: { backgroundColor: 'rgba(0, 0, 0, 0.5)', justifyContent: 'flex-end' },
    card: { backgroundColor: colors.surface, overflow: 'hidden', maxHeight: '88%' },
    card_narrow: { width: '100%', borderTopStartRadius: 22, borderTopEndRadius: 22, paddingTop: space.s },
    card_wide: {
      minWidth: 220,
      // Seven targets side by side fit.
      maxWidth: 360,
      paddingVertical: space.xs,
      borderRadius: radius.l,
      borderWidth: 1,
      borderColor: colors.border,
      boxShadow: scheme === 'dark' ? '0 8px 28px rgba(0, 0, 0, 0.5)' : '0 8px 28px rgba(16, 32, 28, 0.18)',
    },
    beside: { position: 'absolute' },
    unplaced: { opacity: 0, start: 0, top: 0 },
    scroll: { flexGrow: 0, flexShrink: 1 },
    item: {
      flexDirection: 'row',
      justifyContent: 'flex-start',
      gap: space.m,
      minHeight: TARGET,
      paddingHorizontal: space.l,
      paddingVertical: space.s,
    },
    item_hover: { backgroundColor: colors.sunken },
    text: { ...type.body, color: colors.text, flexShrink: 1, flexGrow: 1 },
    hint: { ...type.tiny, color: colors.text_soft, paddingHorizontal: 6, borderRadius: radius.s, backgroundColor: colors.sunken },
    danger: { color: colors.danger },
    sign: { color: colors.text_soft },
    checked: { color: colors.accent },
  }),
)
