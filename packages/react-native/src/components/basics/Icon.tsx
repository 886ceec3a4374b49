// A sign of the chat, sharp at every size and coloured by the theme, without a font to load. Decoration only: whoever
// uses one says in words what it means.

import { View } from 'react-native'
import { useTextRoom } from '../../platform/text-length.ts'
import { Vector } from '../../platform/vector.tsx'
import { useStrings } from '../../strings/use-strings.tsx'
import { CHECKS_WIDTH, DIRECTED, ICON_PATHS, type IconName } from './icon-paths.ts'

export type { IconName }

export interface IconProps {
  readonly name: IconName
  /** Height in points; `checks` is wider than high. */
  readonly size?: number
  readonly color: string
  /** Of the line, in points. */
  readonly weight?: number
}

const GRID = 24

/** A sign of this height stands in a line of text and grows with it; larger ones have room of their own. */
const IN_TEXT = 18
const asItIs = (points: number): number => points

export function Icon({ name, size = 16, color, weight = Math.max(1.5, size / 11) }: IconProps) {
  const room = useTextRoom()
  const length = size <= IN_TEXT ? room : asItIs
  const view_width = name === 'checks' ? CHECKS_WIDTH : GRID
  const width = length((size * view_width) / GRID)
  const height = length(size)
  const { direction } = useStrings()
  const mirrored = direction === 'rtl' && DIRECTED.has(name)
  return (
    <View aria-hidden style={[{ width, height, pointerEvents: 'none' }, mirrored && { transform: [{ scaleX: -1 }] }]}>
      <Vector
        paths={ICON_PATHS[name]}
        width={width}
        height={height}
        view_width={view_width}
        color={color}
        weight={((name === 'more' ? 1.5 : 1) * weight * GRID) / size}
      />
    </View>
  )
}
