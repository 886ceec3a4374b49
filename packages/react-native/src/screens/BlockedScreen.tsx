// Whom this person has blocked, and the way to take it back. The server keeps the list; nothing of it is kept here.

import type { Block } from '@jobline/client/people'
import { useBlocks, useConnection } from '@jobline/react'
import { StyleSheet, Text, View } from 'react-native'
import { Avatar } from '../components/basics/Avatar.tsx'
import { EmptyState } from '../components/basics/EmptyState.tsx'
import { LiveRegion } from '../components/basics/LiveRegion.tsx'
import { ConversationSkeletons } from '../components/basics/Skeletons.tsx'
import { TextButton } from '../components/basics/TextButton.tsx'
import { useToasts } from '../components/overlay/toasts.tsx'
import { SettingsSection } from '../components/settings/SettingRows.tsx'
import { SettingsPage } from '../components/settings/SettingsPage.tsx'
import { useToday } from '../platform/use-today.ts'
import { useStrings, useTimeWords } from '../strings/use-strings.tsx'
import { useLargeText } from '../theme/large-text.ts'
import { themed } from '../theme/theme.tsx'
import { useTryAgain } from './settings/use-try-again.ts'

export interface BlockedScreenProps {
  readonly onBack?: () => void
}

export function BlockedScreen({ onBack }: BlockedScreenProps) {
  const styles = useStyles()
  const { block: words, settings } = useStrings()
  const { blocks, error_code, unblock, reload } = useBlocks()
  const { failed, trying, again } = useTryAgain(error_code, reload)
  const is_live = useConnection().state === 'live'
  const toasts = useToasts()
  const takeBack = ({ user }: Block) =>
    unblock(user.id).then(
      () => toasts.show({ text: words.did_unblock(user.name) }),
      () => toasts.show({ text: words.failed }),
    )
  return (
    <SettingsPage testID="blocked-people" title={words.list_title} onBack={onBack}>
      <LiveRegion text={!blocks && is_live && failed && !trying ? words.list_failed : ''} />
      {!blocks ? (
        !is_live ? (
          <EmptyState testID="blocked-offline" icon="block" title={words.list_title} text={words.list_offline} />
        ) : failed ? (
          <EmptyState testID="blocked-failed" icon="signal" title={words.list_title} text={words.list_failed}>
            <TextButton testID="blocked-retry" look="main" label={trying ? settings.retrying : settings.retry} onPress={again} />
          </EmptyState>
        ) : (
          <ConversationSkeletons />
        )
      ) : blocks.length === 0 ? (
        <EmptyState testID="blocked-empty" icon="block" title={words.empty_title} text={words.empty_text} />
      ) : (
        <View style={styles.list}>
          <Text style={styles.text}>{words.list_text}</Text>
          <SettingsSection title={words.list_title}>
            {blocks.map((block) => (
              <BlockedRow key={block.user.id} block={block} disabled={!is_live} onUnblock={() => void takeBack(block)} />
            ))}
          </SettingsSection>
        </View>
      )}
    </SettingsPage>
  )
}

function BlockedRow({ block: { user, blocked_at }, disabled, onUnblock }: { block: Block; disabled: boolean; onUnblock: () => void }) {
  const styles = useStyles()
  const { block: words } = useStrings()
  const time = useTimeWords()
  const now = useToday()
  const large = useLargeText()
  return (
    <View testID={`blocked-${user.id}`} style={styles.row}>
      <Avatar user_id={user.id} name={user.name} avatar_url={user.avatar_url} size={44} />
      <View style={[styles.words, large && styles.words_large]}>
        <Text style={styles.name}>{user.name}</Text>
        <Text style={styles.text}>{words.since(time.day(blocked_at, now))}</Text>
      </View>
      <TextButton
        testID={`unblock-${user.id}`}
        label={words.take_back}
        spoken={words.unblock(user.name)}
        disabled={disabled}
        onPress={onUnblock}
      />
    </View>
  )
}

const useStyles = themed(({ colors, type, space }) =>
  StyleSheet.create({
    list: { gap: space.l },
    row: { flexDirection: 'row', flexWrap: 'wrap', alignItems: 'center', gap: space.m, paddingStart: space.l, paddingVertical: space.m },
    words: { flex: 1, minWidth: 120, gap: 1 },
    // No button beside it: that goes below.
    words_large: { minWidth: '70%' },
    name: { ...type.strong, color: colors.text },
    text: { ...type.small, color: colors.text_soft },
  }),
)
