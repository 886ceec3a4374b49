// When an overlay may show itself. iOS drops one that is shown while another still slides away, and nobody asks again: there it
// waits until that one is gone. So a menu can open a sheet, or one sheet the next, by merely saying so.

import { createContext, useContext, useLayoutEffect, useMemo, useRef, useState } from 'react'
import { Platform } from 'react-native'
import { OverlayQueue, type Turn } from './overlay-queue.ts'

export interface OverlayTurn {
  readonly visible: boolean
  /** For the Modal: it is gone. */
  readonly onDismiss?: () => void
  /** For `Inside`, around what stands in the overlay. */
  readonly inside: readonly Turn[]
}

/** The overlays around this part of the screen. */
export const Inside = createContext<readonly Turn[]>([])

const queue = new OverlayQueue()

/** Where the system does not say that one is gone: it was taken out of the screen while open, or never came to be shown. */
const GONE_BY_MS = 800

export const useOverlayTurn = Platform.OS === 'ios' ? useTurn : atOnce

function atOnce(wanted: boolean): OverlayTurn {
  return { visible: wanted, inside: NOTHING }
}

function useTurn(wanted: boolean): OverlayTurn {
  const around = useRef<readonly Turn[]>(NOTHING)
  around.current = useContext(Inside)
  const [turn, setTurn] = useState<Turn>()
  const going = useRef(new Set<() => void>()).current
  useLayoutEffect(() => {
    if (!wanted) return
    const mine: Turn = { inside: around.current, onTurn: () => setTurn(mine) }
    queue.ask(mine)
    return () => {
      setTurn(undefined)
      if (!queue.isShown(mine)) return queue.leave(mine)
      const gone = () => {
        clearTimeout(timer)
        going.delete(gone)
        queue.leave(mine)
      }
      const timer = setTimeout(gone, GONE_BY_MS)
      going.add(gone)
    }
  }, [wanted, going])
  const onDismiss = useMemo(
    () => () => {
      for (const gone of going) gone()
    },
    [going],
  )
  const inside = useMemo(() => (turn ? [...turn.inside, turn] : NOTHING), [turn])
  return { visible: wanted && turn !== undefined, onDismiss, inside }
}

const NOTHING: readonly Turn[] = []
