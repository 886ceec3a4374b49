// A link into the demo, /demo/<name>: exchanges the name for a token on the server, then goes on to the
// messages. The link holds a name, never a token.

import { EmptyState, Landmark, TextButton, themed } from '@jobline/react-native'
import { router, useLocalSearchParams } from 'expo-router'
import { useEffect, useState } from 'react'
import { StyleSheet } from 'react-native'
import { useSession } from '../session/session.tsx'
import { failureWords, useAppStrings } from '../strings/use-app-strings.ts'
import { PairingCode } from './PairingCode.tsx'

export function EnterDemo() {
  const { name } = useLocalSearchParams<{ name: string }>()
  const { session, enter, cancel } = useSession()
  const styles = useStyles()
  const app = useAppStrings()
  const [tried, setTried] = useState(false)
  useEffect(() => {
    let shown = true
    void enter(name).then((entered) => entered && shown && router.replace('/'))
    return () => {
      shown = false
      cancel()
    }
  }, [enter, cancel, name])
  if (session.state !== 'failed') {
    return (
      <Landmark style={styles.page} busy label={app.signing_in} testID="signing-in">
        <SigningIn />
      </Landmark>
    )
  }
  const enterWith = (code?: string) => void enter(name, code).then((entered) => entered && router.replace('/'))
  if (session.error.code === 'demo_only') {
    return (
      <Landmark style={styles.page}>
        <PairingCode
          refused={tried}
          onEnter={(code) => {
            setTried(true)
            enterWith(code)
          }}
        />
      </Landmark>
    )
  }
  const words = failureWords(session.error.code, app)
  return (
    <Landmark style={styles.page}>
      <EmptyState level={1} testID="sign-in-problem" icon="alert" title={words.title} text={words.text}>
        {session.error.retryable ? <TextButton look="main" label={app.try_again} onPress={() => enterWith()} /> : null}
        <TextButton label={app.show_people} onPress={() => router.replace('/')} />
      </EmptyState>
    </Landmark>
  )
}

/** Where it takes longer than a moment it says so, and leads back. */
function SigningIn() {
  const app = useAppStrings()
  const [slow, setSlow] = useState(false)
  useEffect(() => {
    const timer = setTimeout(() => setSlow(true), MOMENT_MS)
    return () => clearTimeout(timer)
  }, [])
  return slow ? (
    <EmptyState level={1} testID="signing-in-slow" icon="refresh" title={app.signing_in}>
      <TextButton label={app.show_people} onPress={() => router.replace('/')} />
    </EmptyState>
  ) : null
}

const MOMENT_MS = 1_000

const useStyles = themed(({ colors }) => StyleSheet.create({ page: { flex: 1, backgroundColor: colors.canvas } }))
