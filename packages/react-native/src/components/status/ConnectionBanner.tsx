// One line over the chat while this device is not live: what that means for what was written, and a way
// to try at once. Quiet while a connection is made quickly, so that opening the app does not flash.

import type { ConnectionSnapshot } from '@jobline/client'
import { useConnection } from '@jobline/react'
import { useEffect, useState } from 'react'
import { Text, View } from 'react-native'
import { useAnnounced } from '../../platform/screen-reader.ts'
import { replaceable } from '../../providers/replaceable.tsx'
import type { Strings } from '../../strings/en.ts'
import { useStrings } from '../../strings/use-strings.tsx'
import { Tappable } from '../basics/Tappable.tsx'
import { useBannerStyles } from './banner-styles.ts'
import { useWayBack } from './use-way-back.ts'

/** A connection that takes longer than this is worth a word. */
const PATIENCE_MS = 1_000

export const ConnectionBanner = replaceable('ConnectionBanner', function ConnectionBanner() {
  const connection = useConnection()
  const strings = useStrings()
  const styles = useBannerStyles()
  const text = useBannerText(connection, strings)
  const way_back = useWayBack(connection.state)
  useAnnounced(text)
  return (
    <View aria-live="polite" role="status">
      {text ? (
        <View testID="connection-banner" style={styles.banner}>
          <Text style={styles.text}>{text}</Text>
          {way_back ? (
            <Tappable testID="connection-retry" onPress={way_back.onPress} style={styles.button}>
              <Text style={styles.button_text}>{way_back.label}</Text>
            </Tappable>
          ) : null}
        </View>
      ) : null}
    </View>
  )
})

function useBannerText(connection: ConnectionSnapshot, strings: Strings): string | undefined {
  const { state } = connection
  const live = state === 'live'
  const on_its_way = state === 'connecting' || state === 'syncing'
  // Once it has spoken it stays until all is well: between two tries of an outage it must not look as if it were over.
  // A screen that opens in the middle of one begins with it.
  const [spoken, setSpoken] = useState(() => on_its_way && connection.last_live_at !== undefined)
  useEffect(() => {
    if (!on_its_way) return setSpoken(!live)
    const timer = setTimeout(() => setSpoken(true), PATIENCE_MS)
    return () => clearTimeout(timer)
  }, [on_its_way, live])
  if (on_its_way && !spoken) return undefined
  return bannerText(connection, strings)
}

function bannerText({ state, waiting, error_code }: ConnectionSnapshot, strings: Strings): string | undefined {
  switch (state) {
    case 'live':
      return undefined
    case 'offline':
      return waiting > 0 ? strings.connection.offline_waiting(waiting) : strings.connection.offline
    case 'connecting':
      return strings.connection.connecting
    case 'syncing':
      return strings.connection.syncing
    case 'signed_out':
      return strings.connection.signed_out
    case 'stopped':
      return error_code === 'protocol_unsupported' ? strings.connection.update_needed : strings.connection.stopped
  }
}
