// Who is signed in. The name is the one that the other members of the conversations see, or before there are any the app's.

import { useChat, useConversations } from '@jobline/react'
import { StyleSheet, Text, View } from 'react-native'
import { Avatar } from '../../components/basics/Avatar.tsx'
import { LinkRow, SettingsSection } from '../../components/settings/SettingRows.tsx'
import { useStrings } from '../../strings/use-strings.tsx'
import { themed } from '../../theme/theme.tsx'

export interface AccountSettingsProps {
  readonly own_name: string | undefined
  readonly onSignOut: (() => void) | undefined
}

export function AccountSettings({ own_name, onSignOut }: AccountSettingsProps) {
  const styles = useStyles()
  const { settings } = useStrings()
  const { user_id } = useChat()
  const members = useConversations('all').items[0]?.members
  const me = members?.find((member) => member.user_id === user_id)
  const name = me?.name ?? own_name
  return (
    <SettingsSection title={settings.account}>
      <View testID="setting-account" style={styles.row}>
        <Avatar user_id={user_id} name={name ?? ''} avatar_url={me?.avatar_url} size={56} />
        <View style={styles.words}>
          {name === undefined ? null : <Text style={styles.name}>{name}</Text>}
          <Text style={styles.text}>{settings.signed_in}</Text>
        </View>
      </View>
      {onSignOut ? <LinkRow testID="sign-out" icon="person" label={settings.sign_out} onPress={onSignOut} /> : null}
    </SettingsSection>
  )
}

const useStyles = themed(({ colors, type, space }) =>
  StyleSheet.create({
    row: { flexDirection: 'row', alignItems: 'center', gap: space.m, padding: space.l },
    words: { flex: 1, minWidth: 0, gap: 2 },
    name: { ...type.heading, color: colors.text },
    text: { ...type.small, color: colors.text_soft },
  }),
)
