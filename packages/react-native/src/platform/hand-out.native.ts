// Gives a text out of the app: on a phone by the system's share sheet.

import { Share } from 'react-native'

export const handsOutFiles = false

/** true: it was handed on. false: the person thought better of it, or the phone cannot. */
export async function handOut(name: string, text: string): Promise<boolean> {
  try {
    const { action } = await Share.share({ title: name, message: text }, { subject: name })
    return action !== Share.dismissedAction
  } catch {
    return false
  }
}
