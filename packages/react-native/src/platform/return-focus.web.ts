// Whatever had the focus before a sheet or menu opened gets it back when that closes, unless something else took it.

import { useEffect, useRef } from 'react'

export function useReturnFocus(open: boolean): void {
  const before = useRef<Element | null>(null)
  const was_open = useRef(false)
  // While rendering: a field that takes the focus as it appears does so before any effect.
  if (open && !was_open.current) before.current = document.activeElement
  was_open.current = open
  useEffect(() => {
    if (!open) return
    return () => {
      const target = before.current
      // One frame later the overlay is gone, and with it the trap that held the focus inside.
      requestAnimationFrame(() => {
        const focused = document.activeElement
        const is_free = !focused || focused === document.body || focused.closest('[aria-modal="true"]') !== null
        if (is_free && target instanceof HTMLElement && target.isConnected) target.focus({ preventScroll: true })
      })
    }
  }, [open])
}
