// The one bridge between a client view and React. A view's snapshot keeps its identity until something
// in it changes, which is exactly what useSyncExternalStore asks for.

import type { View } from '@jobline/client'
import { useCallback, useSyncExternalStore } from 'react'

/** The view's present snapshot; renders again when it changes. Keep `view` the same between renders (useMemo). */
export function useView<T>(view: View<T>): T {
  const subscribe = useCallback((listener: () => void) => view.subscribe(listener), [view])
  const getSnapshot = useCallback(() => view.getSnapshot(), [view])
  return useSyncExternalStore(subscribe, getSnapshot, getSnapshot)
}
