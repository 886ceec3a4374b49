// Lines of an icon in a browser: the page's own SVG.

import type { VectorProps } from './vector.native.tsx'

export function Vector({ paths, width, height, view_width, color, weight }: VectorProps) {
  return (
    <svg
      aria-hidden="true"
      width={width}
      height={height}
      viewBox={`0 0 ${view_width} 24`}
      fill="none"
      stroke={color}
      strokeWidth={weight}
      strokeLinecap="round"
      strokeLinejoin="round"
      style={{ display: 'block', flexShrink: 0 }}
    >
      {paths.map((path) => (
        <path key={path} d={path} />
      ))}
    </svg>
  )
}
