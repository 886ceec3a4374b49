// Keeps the index of messages filled behind the commits: a slice at a time, so that no send waits for more than one, and seldom while there
// is little to do, since many small slices cost more than few. How far the index is, the store knows, and keeps in the same file:
// whatever happens between two slices, the next one goes on from there. Search does not depend on it; it only gets cheaper.

import type { Store } from '../../store/store.ts'
import type { Clock } from '../ports.ts'

const TICK_MS = 50
/** So many are worth a slice at once; fewer wait for up to REST_TICKS ticks. */
const WORTH_A_SLICE = 256
const REST_TICKS = 40
/** After the store failed. */
const PAUSE_TICKS = 200

/** Returns the function that ends it. */
export function keepIndex(
  store: Pick<Store, 'unindexed' | 'indexMessages'>,
  clock: Clock,
  onFailure: (error: unknown) => void,
): () => void {
  let rest = 0
  let pause = 0
  let under_way = false
  return clock.every(TICK_MS, () => {
    rest--
    if (pause-- > 0 || under_way || store.unindexed === 0 || (store.unindexed < WORTH_A_SLICE && rest > 0)) return
    under_way = true
    rest = REST_TICKS
    void store
      .indexMessages()
      .catch((error: unknown) => {
        pause = PAUSE_TICKS
        onFailure(error)
      })
      .finally(() => {
        under_way = false
      })
  })
}
