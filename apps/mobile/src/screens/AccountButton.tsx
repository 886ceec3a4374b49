// Who this tab is, and the way to be somebody else: by signing out, which asks where something is unsent.

import { Avatar, RADIUS, SignOutQuestion, Tappable, useTheme } from '@jobline/react-native'
import { router } from 'expo-router'
import { useState } from 'react'
import { useSession } from '../session/session.tsx'
import { useAppStrings } from '../strings/use-app-strings.ts'

export function AccountButton() {
  const { session, leave } = useSession()
  const { colors } = useTheme()
  const app = useAppStrings()
  const [unsent, setUnsent] = useState(0)
  if (session.state !== 'active') return null
  const { client, person, cache } = session
  const signOut = () => {
    setUnsent(0)
    router.replace('/')
    void leave()
  }
  const press = async () => {
    // The device's, not only this tab's: another tab may hold something that this one has not seen.
    const kept = await cache.outbox().catch(() => [])
    const { waiting, failed } = client.connection.getSnapshot()
    const count = Math.max(kept.length, waiting + failed)
    if (count > 0) setUnsent(count)
    else signOut()
  }
  return (
    <>
      <Tappable
        testID="account"
        aria-label={app.switch_person(person.display_name)}
        onPress={() => void press()}
        style={{ borderRadius: RADIUS.m }}
        hover_style={{ backgroundColor: colors.hover }}
      >
        <Avatar user_id={person.user_id} name={person.display_name} size={36} />
      </Tappable>
      <SignOutQuestion unsent={unsent} onCancel={() => setUnsent(0)} onSignOut={signOut} />
    </>
  )
}
