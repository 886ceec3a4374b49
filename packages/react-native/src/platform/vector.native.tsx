// Lines of an icon on a phone, by react-native-svg.

import Svg, { Path } from 'react-native-svg'

export interface VectorProps {
  /** SVG path data on a grid that is 24 high. */
  readonly paths: readonly string[]
  readonly width: number
  readonly height: number
  readonly view_width: number
  readonly color: string
  /** Of the line, in units of the grid. */
  readonly weight: number
}

export function Vector({ paths, width, height, view_width, color, weight }: VectorProps) {
  return (
    <Svg
      width={width}
      height={height}
      viewBox={`0 0 ${view_width} 24`}
      fill="none"
      stroke={color}
      strokeWidth={weight}
      strokeLinecap="round"
      strokeLinejoin="round"
    >
      {paths.map((path) => (
        <Path key={path} d={path} />
      ))}
    </Svg>
  )
}
