// A question to the server that failed, and the button that asks it again. What says so stays while it is asked: the button
// keeps the focus, and a second failure is told like the first.

import type { ErrorCode } from '@jobline/protocol'
import { useState } from 'react'

export interface TryAgain {
  /** It failed, or it did and is being asked again. */
  readonly failed: boolean
  readonly trying: boolean
  readonly again: () => void
}

export function useTryAgain(error_code: ErrorCode | undefined, reload: () => Promise<void>): TryAgain {
  const [trying, setTrying] = useState(false)
  const again = () => {
    if (trying) return
    setTrying(true)
    void reload().finally(() => setTrying(false))
  }
  return { failed: trying || error_code !== undefined, trying, again }
}
