// An address that names nothing.

import { EmptyState, TextButton, useTheme } from '@jobline/react-native'
import { router } from 'expo-router'
import { View } from 'react-native'
import { APP } from '../app-strings.ts'

export function Lost() {
  const { colors } = useTheme()
  return (
    <View style={{ flex: 1, backgroundColor: colors.canvas }}>
      <EmptyState testID="lost" icon="alert" title={APP.lost_title} text={APP.lost_text}>
        <TextButton look="main" label={APP.home} onPress={() => router.replace('/')} />
      </EmptyState>
    </View>
  )
}
