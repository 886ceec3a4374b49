// What a person lets others see of them. Holds from the next commit on; what was shown before stays shown (SETTINGS-2).

import type { Settings } from '@jobline/protocol'
import { presentSettings } from '../present.ts'
import type { SettingsRow } from '../rows.ts'
import type { Verb } from '../verb.ts'

export interface ChangeSettings {
  readonly user_id: string
  readonly read_receipts?: boolean | undefined
  readonly presence?: boolean | undefined
}

export function changeSettings({ user_id, ...changes }: ChangeSettings): Verb<Settings> {
  return {
    needs: { settings_of_user_ids: [user_id] },
    decide(unit) {
      const before = presentSettings(unit.settings.get(user_id))
      const result: Settings = {
        read_receipts: changes.read_receipts ?? before.read_receipts,
        presence: changes.presence ?? before.presence,
      }
      if (result.read_receipts === before.read_receipts && result.presence === before.presence) return { result, announcements: [] }
      const row: SettingsRow = { user_id, read_receipts: result.read_receipts ? 1 : 0, presence: result.presence ? 1 : 0 }
      unit.settings.set(user_id, row)
      unit.dirty_settings.add(row)
      return { result, announcements: result.presence === before.presence ? [] : [{ presence_user_id: user_id }] }
    },
  }
}
