// How a banner looks: one line of notice across the top of a screen, with a button in words where there is something to do.

import { StyleSheet } from 'react-native'
import { themed } from '../../theme/theme.tsx'

export const useBannerStyles = themed(({ colors, type, space }) =>
  StyleSheet.create({
    banner: {
      flexDirection: 'row',
      alignItems: 'center',
      justifyContent: 'center',
      columnGap: space.s,
      minHeight: 40,
      paddingHorizontal: space.l,
      backgroundColor: colors.notice.fill,
    },
    /** Tells it from another one above. */
    line_above: { borderTopWidth: 1, borderColor: colors.border },
    text: { ...type.small, fontWeight: '600', color: colors.notice.ink, paddingVertical: space.s, flexShrink: 1, textAlign: 'center' },
    button: { paddingHorizontal: space.s },
    button_text: { ...type.small, fontWeight: '700', color: colors.notice.ink, textDecorationLine: 'underline' },
  }),
)
