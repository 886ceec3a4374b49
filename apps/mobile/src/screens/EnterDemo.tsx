// A link into the demo, /demo/<name>: exchanges the name for a token on the server, then goes on to the
// messages. The link holds a name, never a token.

import { EmptyState, TextButton, themed } from '@jobline/react-native'
import { router, useLocalSearchParams } from 'expo-router'
import { useEffect } from 'react'
import { StyleSheet, View } from 'react-native'
import { APP, failureWords } from '../app-strings.ts'
import { useSession } from '../session/session.tsx'

export function EnterDemo() {
  const { name } = useLocalSearchParams<{ name: string }>()
  const { session, enter } = useSession()
  const styles = useStyles()
  useEffect(() => {
    let shown = true
    void enter(name).then((entered) => entered && shown && router.replace('/'))
    return () => {
      shown = false
    }
  }, [enter, name])
  if (session.state !== 'failed') {
    return <View style={styles.page} aria-busy aria-label={APP.signing_in} testID="signing-in" />
  }
  const words = failureWords(session.error.code)
  return (
    <View style={styles.page}>
      <EmptyState testID="sign-in-problem" icon="alert" title={words.title} text={words.text}>
        {session.error.retryable ? (
          <TextButton
            look="main"
            label={APP.try_again}
            onPress={() => void enter(name).then((entered) => entered && router.replace('/'))}
          />
        ) : null}
        <TextButton label={APP.show_people} onPress={() => router.replace('/')} />
      </EmptyState>
    </View>
  )
}

const useStyles = themed(({ colors }) => StyleSheet.create({ page: { flex: 1, backgroundColor: colors.canvas } }))
