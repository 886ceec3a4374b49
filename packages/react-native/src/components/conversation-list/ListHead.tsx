// The upper bar of the list: its name, a fresh look at the server, the settings, and what the app puts at its end.

import { memo, type ReactNode } from 'react'
import { ActivityIndicator, StyleSheet, Text, View } from 'react-native'
import { useStrings } from '../../strings/use-strings.tsx'
import { themed } from '../../theme/theme.tsx'
import { TARGET } from '../../theme/tokens.ts'
import { IconButton } from '../basics/IconButton.tsx'
import { LiveRegion } from '../basics/LiveRegion.tsx'
import type { Refresh } from './use-refresh.ts'

export interface ListHeadProps {
  readonly refresh: Refresh
  /** Shows a button that leads to the field. */
  readonly onSearch?: (() => void) | undefined
  readonly onSettings?: (() => void) | undefined
  readonly accessory?: ReactNode
}

export const ListHead = memo(function ListHead({ refresh, onSearch, onSettings, accessory }: ListHeadProps) {
  const styles = useStyles()
  const { conversations, list, search } = useStrings()
  const { busy } = refresh
  return (
    <View style={styles.head}>
      <Text role="heading" aria-level={1} numberOfLines={1} style={styles.title}>
        {conversations.title}
      </Text>
      {onSearch ? <IconButton icon="search" label={search.label} testID="list-search" onPress={onSearch} /> : null}
      <View>
        {/* It stays while it asks, and keeps the focus; the sign alone gives way. */}
        <IconButton
          icon="refresh"
          label={conversations.refresh}
          testID="list-refresh"
          aria-busy={busy}
          color={busy ? 'transparent' : styles.sign.color}
          onPress={() => busy || refresh.refresh()}
        />
        {busy ? <ActivityIndicator style={styles.busy} color={styles.busy_sign.color} testID="list-refreshing" /> : null}
      </View>
      {onSettings ? <IconButton icon="settings" label={list.settings} testID="list-settings" onPress={onSettings} /> : null}
      {accessory}
      <LiveRegion text={refresh.spoken} />
    </View>
  )
})

const useStyles = themed(({ colors, type, space }) => ({
  ...StyleSheet.create({
    head: { flexDirection: 'row', alignItems: 'center', minHeight: 60, paddingStart: space.l, paddingEnd: space.s, paddingTop: space.s },
    title: { ...type.title, color: colors.text, flex: 1 },
    busy: { position: 'absolute', width: TARGET, height: TARGET, pointerEvents: 'none' },
  }),
  sign: { color: colors.text_soft },
  busy_sign: { color: colors.accent },
}))
