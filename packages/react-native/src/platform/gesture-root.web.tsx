// A browser sees gestures everywhere.

import type { ReactNode } from 'react'

export function GestureRoot({ children }: { children: ReactNode }) {
  return children
}
