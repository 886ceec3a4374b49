// The key that leads to the search wherever the focus is: Ctrl+K, and Command+K where the keyboard has that.

import { useEffect, useRef } from 'react'

export function useSearchKey(onSearch: () => void): void {
  const latest = useRef(onSearch)
  latest.current = onSearch
  useEffect(() => {
    const listener = (event: KeyboardEvent) => {
      if (event.key.toLowerCase() !== 'k' || event.altKey || event.shiftKey || event.ctrlKey === event.metaKey) return
      event.preventDefault()
      latest.current()
    }
    window.addEventListener('keydown', listener)
    return () => window.removeEventListener('keydown', listener)
  }, [])
}
