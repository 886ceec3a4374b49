// Sounds for new messages while the app runs: once, on one tab, where it can be heard, and never for the chat that
// somebody looks at. When there is something to tell is the client's to say (@jobline/client/alerts). Rule: RT-6.

import { useAlerts, useChat } from '@jobline/react'
import { useEffect, useMemo } from 'react'
import { alertsKey } from '../alerts/alerts-key.ts'
import { createTabClaims } from '../alerts/tab-claims.ts'
import { canSound, playSound, prepareSound } from '../platform/sound.ts'
import { tabRecord } from '../platform/tab-record.ts'
import { useOpenChats } from './open-chats.tsx'
import { usePreferences } from './preferences.tsx'
import { useTick } from './use-tick.ts'

export function MessageAlerts() {
  const { user_id } = useChat()
  const { preferences } = usePreferences()
  const chats = useOpenChats()
  const tick = useTick()
  const claims = useMemo(() => createTabClaims(alertsKey(user_id), tabRecord, Date.now), [user_id])
  useEffect(prepareSound, [])
  useAlerts({
    isOpen: chats.isOpenHere,
    // A tab that nobody has touched yet cannot be heard: another one may.
    claim: async (message_id) => canSound() && claims.claim(message_id),
    async onAlert({ conversation_id }) {
      tick()
      if (!preferences.sound || (await chats.isOpenElsewhere(conversation_id))) return
      if (await claims.claimSound()) playSound()
    },
  })
  return null
}
