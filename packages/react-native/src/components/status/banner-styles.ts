// How a banner looks: one line of notice across the top of a screen, with a button in words where there is something to do.

import { StyleSheet } from 'react-native'
import { themed } from '../../theme/theme.tsx'
import { SPACE, TYPE } from '../../theme/tokens.ts'

export const useBannerStyles = themed(({ colors }) =>
  StyleSheet.create({
    banner: {
      flexDirection: 'row',
      alignItems: 'center',
      justifyContent: 'center',
      columnGap: SPACE.s,
      minHeight: 40,
      paddingHorizontal: SPACE.l,
      backgroundColor: colors.notice.fill,
    },
    /** Tells it from another one above. */
    line_above: { borderTopWidth: 1, borderColor: colors.border },
    text: { ...TYPE.small, fontWeight: '600', color: colors.notice.ink, paddingVertical: SPACE.s, flexShrink: 1, textAlign: 'center' },
    button: { paddingHorizontal: SPACE.s },
    button_text: { ...TYPE.small, fontWeight: '700', color: colors.notice.ink, textDecorationLine: 'underline' },
  }),
)
