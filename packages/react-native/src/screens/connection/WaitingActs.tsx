// What waits in the outbox: how much of each kind, then act by act, with its chat. What was refused says why, and can be
// tried again or thrown away.

import type { OutboxItem } from '@jobline/client'
import { useChat, useConversation, useWaiting } from '@jobline/react'
import { StyleSheet, Text, View } from 'react-native'
import { Icon } from '../../components/basics/Icon.tsx'
import { IconButton } from '../../components/basics/IconButton.tsx'
import { TextButton } from '../../components/basics/TextButton.tsx'
import { SettingsSection } from '../../components/settings/SettingRows.tsx'
import { otherMember } from '../../conversation-people.ts'
import { useStrings } from '../../strings/use-strings.tsx'
import { themed } from '../../theme/theme.tsx'

type OnOpen = ((conversation_id: string) => void) | undefined

const KINDS = ['send', 'edit', 'delete', 'reaction'] as const
/** More are counted and not listed. */
const LISTED = 50

export function WaitingActs({ onOpen }: { onOpen: OnOpen }) {
  const styles = useStyles()
  const { connection_page: words } = useStrings()
  const items = useWaiting()
  // What was refused stands first: it alone needs a hand.
  const failed = items.filter(({ state }) => state === 'failed')
  const listed = [...failed, ...items.filter(({ state }) => state !== 'failed')].slice(0, LISTED)
  const counts = KINDS.map((kind) => [kind, items.filter((item) => item.kind === kind).length] as const).filter(([, count]) => count > 0)
  return (
    <SettingsSection title={words.waiting}>
      <Text testID="waiting-counts" style={[styles.text, styles.counts]}>
        {items.length === 0 ? words.nothing_waits : counts.map(([kind, count]) => words.kind[kind](count)).join(' · ')}
      </Text>
      {listed.map((item) => (
        <WaitingAct key={item.id} item={item} onOpen={onOpen} />
      ))}
    </SettingsSection>
  )
}

function WaitingAct({ item, onOpen }: { item: OutboxItem; onOpen: OnOpen }) {
  const styles = useStyles()
  const client = useChat()
  const strings = useStrings()
  const conversation = useConversation(item.conversation_id)
  const other = conversation && otherMember(conversation, client.user_id)
  const name = other?.name ?? strings.chat.somebody
  const failed = item.state === 'failed'
  const what = item.kind === 'send' ? item.text : strings.connection_page.kind_one[item.kind]
  const why = failed ? ((item.error_code && strings.error[item.error_code]) ?? strings.error.unknown) : undefined
  const state = strings.status[item.state]
  return (
    <View testID={`waiting-${item.id}`} style={styles.row}>
      <Icon name={failed ? 'alert' : 'clock'} size={20} weight={2} color={failed ? styles.failed.color : styles.text.color} />
      <View style={styles.words}>
        <Text numberOfLines={1} style={styles.text}>
          {conversation ? `${name} · ${conversation.job.title}` : name}
        </Text>
        <Text numberOfLines={2} style={styles.what}>
          {what}
        </Text>
        <Text style={failed ? styles.failed : styles.text}>{why ? `${state}. ${why}` : state}</Text>
        {failed ? (
          <View style={styles.acts}>
            <TextButton testID={`waiting-retry-${item.id}`} label={strings.chat.retry} onPress={() => void client.retry(item.id)} />
            <TextButton
              testID={`waiting-discard-${item.id}`}
              look="danger"
              label={strings.chat.discard}
              onPress={() => void client.discard(item.id)}
            />
          </View>
        ) : null}
      </View>
      {onOpen && conversation ? (
        <IconButton
          icon="forward"
          size={16}
          label={strings.connection_page.open_chat(name)}
          testID={`waiting-open-${item.id}`}
          onPress={() => onOpen(conversation.id)}
        />
      ) : null}
    </View>
  )
}

const useStyles = themed(({ colors, type, space }) =>
  StyleSheet.create({
    counts: { padding: space.l },
    row: {
      flexDirection: 'row',
      alignItems: 'flex-start',
      gap: space.m,
      paddingStart: space.l,
      paddingEnd: space.s,
      paddingVertical: space.m,
      borderTopWidth: 1,
      borderTopColor: colors.border,
    },
    words: { flex: 1, minWidth: 0, gap: 2 },
    what: { ...type.label, color: colors.text },
    text: { ...type.small, color: colors.text_soft },
    failed: { ...type.small, color: colors.danger },
    acts: { flexDirection: 'row', flexWrap: 'wrap', marginStart: -space.l },
  }),
)
