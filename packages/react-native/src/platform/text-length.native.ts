// Lengths that grow with text. A phone scales fonts and lines itself; what is kept free for text must be scaled by hand.

import { useCallback } from 'react'
import { useWindowDimensions } from 'react-native'

/** Of a font, a line, and room kept for text; in points at the usual size. */
export const textLength = (points: number): number => points

/** Back to points at the usual size. */
export const pointsOf = (length: number): number => length

/** Such a length times a number, and some points beside it. */
export const textLengths = (length: number, times: number, points: number): number => length * times + points

/** Room beside text, as a style takes it. */
export function useTextRoom(): (points: number) => number {
  const scale = useTextScale()
  return useCallback((points) => points * scale, [scale])
}

/** How much larger than usual text is: 1, 2 at 200 %. */
export const useTextScale = (): number => useWindowDimensions().fontScale
