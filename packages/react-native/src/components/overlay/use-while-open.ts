// What a closed sheet is given: the same as when it was last open, so that no news that nobody sees draws it again.

import { useRef } from 'react'

export function useWhileOpen<T>(open: boolean, value: T): T {
  const last = useRef(value)
  if (open) last.current = value
  return last.current
}
