// Lengths that grow with text. In a browser they follow the font size of its settings, so they are written in `rem`: 16 points
// are one. React Native's types want a number; react-native-web takes the string.

import { useSyncExternalStore } from 'react'

/** Of a font, a line, and room kept for text; in points at the usual size. */
export const textLength = (points: number): number => `${points / 16}rem` as unknown as number

/** Back to points at the usual size. */
export const pointsOf = (length: number): number => (typeof length === 'number' ? length : Number.parseFloat(length) * 16)

/** Such a length times a number, and some points beside it. */
export const textLengths = (length: number, times: number, points: number): number =>
  `calc(${length} * ${times} + ${points}px)` as unknown as number

/** Room beside text, as a style takes it. */
export const useTextRoom = (): ((points: number) => number) => textLength

/** How much larger than usual text is: 1, 2 at 200 %. */
export const useTextScale = (): number => useSyncExternalStore(subscribe, textScale, () => 1)

let known: number | undefined

const textScale = (): number => {
  known ??= Number.parseFloat(getComputedStyle(document.documentElement).fontSize) / 16 || 1
  return known
}

const listeners = new Set<() => void>()
let stop: (() => void) | undefined

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  stop ??= watch()
  return () => {
    listeners.delete(listener)
    if (listeners.size > 0) return
    stop?.()
    stop = undefined
    known = undefined
  }
}

/** No event tells of a change: a line that is one rem high is measured, one for the whole page. */
function watch(): () => void {
  const line = document.createElement('div')
  line.style.cssText = 'position:absolute;visibility:hidden;height:1rem;width:1px;top:0'
  line.ariaHidden = 'true'
  document.body.append(line)
  const observer = new ResizeObserver(() => {
    known = undefined
    for (const listener of [...listeners]) listener()
  })
  observer.observe(line)
  return () => {
    observer.disconnect()
    line.remove()
  }
}
