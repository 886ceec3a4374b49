// A finger that has opened a menu by resting on something has done what it came for: when it is lifted, what lies under it is
// not pressed as well.

import { createContext, type RefObject, useContext } from 'react'

/** Whether the finger has done so, for what stands inside. undefined: nothing here opens by resting. */
export const Held = createContext<RefObject<boolean> | undefined>(undefined)

/** The press, left out where it is only the lifting. */
export function useTap<Event>(onPress: ((event: Event) => void) | null | undefined): ((event: Event) => void) | undefined {
  const held = useContext(Held)
  if (!onPress) return undefined
  if (!held) return onPress
  return (event) => {
    if (!held.current) onPress(event)
  }
}
