// What the screens keep of a person on this device beside the client's cache: settings, the emoji used last, what was
// sounded for. Small, and kept over a sign-out unless the app says otherwise.

import { alertsKey } from './alerts/alerts-key.ts'
import { forgetEdits } from './components/composer/composer-mode.ts'
import { emojiKey, skinToneKey } from './components/reactions/own-emoji.ts'
import { deviceStorage } from './platform/device-storage.ts'
import { tabRecord } from './platform/tab-record.ts'
import { preferencesKey } from './preferences/preference-storage.ts'

/**
 * For an app whose device other people use, too: call it beside `client.signOut()`. Storage of the app's own it does not know.
 * Resolves when nothing is left; never rejects.
 */
export async function forgetPerson(user_id: string): Promise<void> {
  forgetEdits()
  for (const key of [preferencesKey(user_id), emojiKey(user_id), skinToneKey(user_id)]) deviceStorage.remove?.(key)
  await tabRecord.remove(alertsKey(user_id))
}
