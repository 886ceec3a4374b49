// An address that names nothing.

import { EmptyState, Landmark, TextButton, useTheme } from '@jobline/react-native'
import { router } from 'expo-router'
import { useAppStrings } from '../strings/use-app-strings.ts'

export function Lost() {
  const app = useAppStrings()
  const { colors } = useTheme()
  return (
    <Landmark style={{ flex: 1, backgroundColor: colors.canvas }}>
      <EmptyState level={1} testID="lost" icon="alert" title={app.lost_title} text={app.lost_text}>
        <TextButton look="main" label={app.home} onPress={() => router.replace('/')} />
      </EmptyState>
    </Landmark>
  )
}
