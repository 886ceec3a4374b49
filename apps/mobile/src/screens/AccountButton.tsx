// Who this tab is, and the way to be somebody else.

import { Avatar, RADIUS, Tappable, useTheme } from '@jobline/react-native'
import { router } from 'expo-router'
import { APP } from '../app-strings.ts'
import { useSession } from '../session/session.tsx'

export function AccountButton() {
  const { session, leave } = useSession()
  const { colors } = useTheme()
  if (session.state !== 'active') return null
  const { user_id, display_name } = session.person
  const switchPerson = () => {
    router.replace('/')
    leave()
  }
  return (
    <Tappable
      testID="account"
      aria-label={APP.switch_person(display_name)}
      onPress={switchPerson}
      style={{ borderRadius: RADIUS.m }}
      hover_style={{ backgroundColor: colors.hover }}
    >
      <Avatar user_id={user_id} name={display_name} size={36} />
    </Tappable>
  )
}
