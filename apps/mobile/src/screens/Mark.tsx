// The app's sign: a bubble with a tick, as on its icon.

import { Icon, useTheme } from '@jobline/react-native'
import { View } from 'react-native'

export function Mark({ size }: { size: number }) {
  const { colors } = useTheme()
  return (
    <View
      aria-hidden
      style={{
        width: size,
        height: size,
        borderRadius: size * 0.3,
        alignItems: 'center',
        justifyContent: 'center',
        backgroundColor: colors.accent,
      }}
    >
      <View
        style={{
          width: size * 0.56,
          height: size * 0.48,
          borderRadius: size * 0.16,
          borderBottomStartRadius: 2,
          backgroundColor: colors.on_accent,
          alignItems: 'center',
          justifyContent: 'center',
        }}
      >
        <Icon name="check" size={size * 0.3} weight={size * 0.06} color={colors.accent} />
      </View>
    </View>
  )
}
