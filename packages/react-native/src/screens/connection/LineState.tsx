// The state of the line in a word and a sentence, when the next try is, and the way to try at once.

import type { ConnectionSnapshot, ConnectionState } from '@jobline/client'
import { useConnection } from '@jobline/react'
import { useEffect, useState } from 'react'
import { StyleSheet, Text, View } from 'react-native'
import { Icon, type IconName } from '../../components/basics/Icon.tsx'
import { TextButton } from '../../components/basics/TextButton.tsx'
import { useWayBack } from '../../components/status/use-way-back.ts'
import type { Strings } from '../../strings/en.ts'
import { useStrings } from '../../strings/use-strings.tsx'
import { themed } from '../../theme/theme.tsx'

const SIGNS: Readonly<Record<ConnectionState, IconName>> = {
  live: 'check',
  syncing: 'refresh',
  connecting: 'refresh',
  offline: 'signal',
  signed_out: 'person',
  stopped: 'alert',
}

export function LineState() {
  const styles = useStyles()
  const connection = useConnection()
  const strings = useStrings()
  const { connection_page: words } = strings
  const { state, retry_at } = connection
  const seconds = useSecondsUntil(retry_at)
  const way_back = useWayBack(state)
  const good = state === 'live' || state === 'syncing'
  return (
    <View style={styles.card}>
      <View style={[styles.disc, !good && styles.disc_bad]}>
        <Icon name={SIGNS[state]} size={26} weight={2.2} color={good ? styles.good.color : styles.bad.color} />
      </View>
      <View aria-live="polite" role="status" style={styles.words}>
        <Text testID="connection-state" style={styles.state}>
          {words.state[state]}
        </Text>
        <Text style={styles.text}>{sentence(connection, strings)}</Text>
      </View>
      {way_back ? (
        <View style={styles.foot}>
          {state === 'offline' && seconds > 0 ? (
            <Text testID="connection-next-try" style={styles.text}>
              {words.retry_in(seconds)}
            </Text>
          ) : null}
          <TextButton testID="connection-try" look="main" label={way_back.label} onPress={way_back.onPress} />
        </View>
      ) : null}
    </View>
  )
}

function sentence({ state, error_code }: ConnectionSnapshot, { connection_page, connection }: Strings): string {
  if (state === 'live' || state === 'syncing') return connection_page.live_text
  if (state === 'signed_out') return connection.signed_out
  if (state === 'stopped') return error_code === 'protocol_unsupported' ? connection.update_needed : connection.stopped
  return connection_page.offline_text
}

/** 0 where there is nothing to wait for. */
function useSecondsUntil(at: number | undefined): number {
  const [now, setNow] = useState(Date.now)
  useEffect(() => {
    if (at === undefined) return
    setNow(Date.now())
    const timer = setInterval(() => setNow(Date.now()), 1_000)
    return () => clearInterval(timer)
  }, [at])
  return at === undefined ? 0 : Math.max(0, Math.ceil((at - now) / 1_000))
}

const useStyles = themed(({ colors, type, space, radius }) =>
  StyleSheet.create({
    card: {
      flexDirection: 'row',
      flexWrap: 'wrap',
      alignItems: 'center',
      gap: space.m,
      padding: space.l,
      borderRadius: radius.l,
      borderWidth: 1,
      borderColor: colors.border,
      backgroundColor: colors.surface,
    },
    disc: {
      width: 52,
      height: 52,
      borderRadius: radius.l,
      alignItems: 'center',
      justifyContent: 'center',
      backgroundColor: colors.accent_soft,
    },
    disc_bad: { backgroundColor: colors.notice.fill },
    good: { color: colors.accent },
    bad: { color: colors.notice.ink },
    words: { flex: 1, minWidth: 200, gap: 2 },
    state: { ...type.heading, color: colors.text },
    text: { ...type.label, color: colors.text_soft },
    foot: { flexDirection: 'row', flexWrap: 'wrap', alignItems: 'center', justifyContent: 'flex-end', columnGap: space.m, width: '100%' },
  }),
)
