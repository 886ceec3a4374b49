// A button that is a sign alone: it needs a name for whoever cannot see it.

import { StyleSheet } from 'react-native'
import { replaceable } from '../../providers/replaceable.tsx'
import { themed } from '../../theme/theme.tsx'
import { Icon, type IconName } from './Icon.tsx'
import { Tappable, type TappableProps } from './Tappable.tsx'

export interface IconButtonProps extends Omit<TappableProps, 'children' | 'aria-label'> {
  readonly icon: IconName
  readonly label: string
  readonly size?: number
  readonly color?: string
}

export const IconButton = replaceable(
  'IconButton',
  function IconButton({ icon, label, size = 22, color, style, ...props }: IconButtonProps) {
    const styles = useStyles()
    return (
      <Tappable aria-label={label} style={[styles.button, style]} hover_style={styles.hover} {...props}>
        <Icon name={icon} size={size} color={color ?? styles.sign.color} weight={2} />
      </Tappable>
    )
  },
)

const useStyles = themed(({ colors, radius }) => ({
  ...StyleSheet.create({
    button: { borderRadius: radius.full },
    hover: { backgroundColor: colors.sunken },
  }),
  sign: { color: colors.text_soft },
}))
