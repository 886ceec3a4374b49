import { LookProvider } from '@jobline/react-native'
import { Slot } from 'expo-router'
import { StatusBar } from 'expo-status-bar'
import { SafeAreaProvider } from 'react-native-safe-area-context'
import { PageLanguage } from '../src/screens/PageLanguage.tsx'
import { SessionProvider } from '../src/session/session.tsx'

export default function RootLayout() {
  return (
    <SafeAreaProvider>
      <StatusBar />
      <LookProvider>
        <PageLanguage />
        <SessionProvider>
          <Slot />
        </SessionProvider>
      </LookProvider>
    </SafeAreaProvider>
  )
}
