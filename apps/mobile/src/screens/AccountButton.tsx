// Who this tab is, and the way to be somebody else: by signing out.

import { Avatar, Tappable, useTheme } from '@jobline/react-native'
import { type ActiveSession, useSession } from '../session/session.tsx'
import { useSignOut } from '../session/use-sign-out.tsx'
import { useAppStrings } from '../strings/use-app-strings.ts'

export function AccountButton() {
  const { session } = useSession()
  return session.state === 'active' ? <Account session={session} /> : null
}

function Account({ session }: { session: ActiveSession }) {
  const { colors, radius } = useTheme()
  const app = useAppStrings()
  const { signOut, question } = useSignOut(session)
  const { user_id, display_name } = session.person
  return (
    <>
      <Tappable
        testID="account"
        aria-label={app.switch_person(display_name)}
        onPress={signOut}
        style={{ borderRadius: radius.m }}
        hover_style={{ backgroundColor: colors.hover }}
      >
        <Avatar user_id={user_id} name={display_name} size={36} />
      </Tappable>
      {question}
    </>
  )
}
