// A phone has one app and no tabs: its own storage will do.

import type { TabRecord } from '../alerts/tab-claims.ts'
import { deviceStorage } from './device-storage.ts'

export const tabRecord: TabRecord = {
  async change(key, act) {
    const { keep, answer } = act(deviceStorage.get(key))
    if (keep !== undefined) deviceStorage.set(key, keep)
    return answer
  },
  async remove(key) {
    deviceStorage.remove?.(key)
  },
}
