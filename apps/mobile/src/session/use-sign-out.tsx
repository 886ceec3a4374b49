// Signing out: at once where nothing is lost by it, else after a question.

import { SignOutQuestion } from '@jobline/react-native'
import { router } from 'expo-router'
import { type ReactNode, useState } from 'react'
import { type ActiveSession, useSession } from './session.tsx'

export interface SignOut {
  readonly signOut: () => void
  /** To be drawn somewhere: the question while it is asked. */
  readonly question: ReactNode
}

export function useSignOut({ client, cache }: ActiveSession): SignOut {
  const { leave } = useSession()
  const [unsent, setUnsent] = useState(0)
  const go = () => {
    setUnsent(0)
    router.replace('/')
    void leave()
  }
  const ask = async () => {
    // The device's, not only this tab's: another tab may hold something that this one has not seen.
    const kept = await cache.outbox().catch(() => [])
    const { waiting, failed } = client.connection.getSnapshot()
    const count = Math.max(kept.length, waiting + failed)
    if (count > 0) setUnsent(count)
    else go()
  }
  return {
    signOut: () => void ask(),
    question: <SignOutQuestion unsent={unsent} onCancel={() => setUnsent(0)} onSignOut={go} />,
  }
}
