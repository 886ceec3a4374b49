// Every small part in its states, on one page.

import type { DeliveryStatus } from '@jobline/client'
import type { JobStatus } from '@jobline/protocol'
import {
  Avatar,
  DaySeparator,
  FilterChips,
  Icon,
  type IconName,
  JobHeader,
  JobStatusChip,
  JumpToEnd,
  Landmark,
  ListStart,
  MessageBubble,
  SPACE,
  StatusTicks,
  SystemMessage,
  TextButton,
  TYPE,
  TypingIndicator,
  themed,
  UnreadBadge,
  UnreadDivider,
  useTheme,
} from '@jobline/react-native'
import type { ReactNode } from 'react'
import { ScrollView, StyleSheet, Text, View } from 'react-native'
import { messagesOf } from './example-data.ts'

const STATUSES: readonly DeliveryStatus[] = ['queued', 'sending', 'sent', 'delivered', 'read', 'failed']
const JOBS: readonly JobStatus[] = ['open', 'applied', 'accepted', 'in_progress', 'completed', 'cancelled', 'disputed']
const ICONS: readonly IconName[] = ['check', 'checks', 'clock', 'alert', 'back', 'down', 'up', 'send', 'pin', 'muted', 'bubble']
const people = { user_id: 'jun', nameOf: () => 'Marisol Santos' }

export function Parts() {
  const styles = useStyles()
  const { colors } = useTheme()
  const now = Date.now()
  const bubbles = messagesOf('parts', 'marisol', now, [
    ...STATUSES.map((status): [number, string, object] => [10, `> ${status}`, { status }]),
    [9, 'Short'],
    [8, 'A message of two lines or so, to see where the time goes when the last line is nearly full'],
    [7, 'Edited once', { edited_at: now }],
    [6, '', { deleted_at: now, text: undefined }],
    [5, '> ', { deleted_at: now, text: undefined }],
    [4, 'https://example.com/averyveryveryveryveryveryveryveryveryveryveryverylongaddresswithoutanyspace'],
    [3, 'مرحبا، هل يمكنك القدوم غدا؟'],
    [2, '😀👍'],
  ])
  return (
    <Landmark style={styles.page}>
      <ScrollView contentContainerStyle={styles.content}>
        <Text role="heading" aria-level={1} style={styles.heading}>
          Parts
        </Text>
        <Part title="Avatar">
          <Avatar user_id="client-marisol" name="Marisol Santos" online />
          <Avatar user_id="client-ben" name="Ben Lim" />
          <Avatar user_id="x" name="Ñ" size={42} online />
          <Avatar user_id="broken" name="Broken Photo" avatar_url="https://localhost:1/none.png" size={42} />
        </Part>
        <Part title="JobStatusChip">
          {JOBS.map((status) => (
            <JobStatusChip key={status} job={{ status }} />
          ))}
          <JobStatusChip job={{ status: 'applied', status_label: 'Quoted' }} />
        </Part>
        <Part title="UnreadBadge">
          <UnreadBadge count={1} />
          <UnreadBadge count={42} />
          <UnreadBadge count={1_000} />
          <UnreadBadge count={7} quiet />
          <UnreadBadge count={0} marked />
        </Part>
        <Part title="StatusTicks">
          {STATUSES.map((status) => (
            <StatusTicks
              key={status}
              status={status}
              color={colors.text_soft}
              read_color={colors.accent}
              failed_color={colors.danger}
              size={18}
            />
          ))}
        </Part>
        <Part title="Icon">
          {ICONS.map((name) => (
            <Icon key={name} name={name} size={28} color={colors.text} />
          ))}
        </Part>
        <Part title="FilterChips">
          <View style={{ width: '100%' }}>
            <FilterChips filter="active" unread={3} onChange={() => {}} />
          </View>
        </Part>
        <Part title="TextButton">
          <TextButton label="Main" look="main" onPress={() => {}} />
          <TextButton label="Plain" onPress={() => {}} />
          <TextButton label="Danger" look="danger" onPress={() => {}} />
          <TextButton label="Disabled" disabled onPress={() => {}} />
        </Part>
        <Part title="JobHeader" wide>
          <JobHeader
            job={{
              id: 'j',
              version: 1,
              title: 'Gate motor repair and new remote controls for the whole compound at the corner',
              status: 'in_progress',
              place: 'Quezon City',
              starts_at: now + 86_400_000,
              price_minor: 1_250_050,
              currency: 'PHP',
            }}
          />
        </Part>
        <Part title="MessageBubble" wide>
          <DaySeparator at={now} />
          {bubbles.map((message, index) => (
            <MessageBubble
              key={message.id}
              message={message}
              sender_name="Marisol Santos"
              starts_group={index !== 1}
              ends_group={index !== 0}
            />
          ))}
          <UnreadDivider />
          <SystemMessage id="1" event={{ name: 'job_status_changed', from: 'open', to: 'accepted' }} people={people} />
          <SystemMessage id="2" event={undefined} people={people} />
          <TypingIndicator name="Marisol" />
          <ListStart more_before loading_before={false} onLoad={() => {}} />
          <ListStart more_before loading_before onLoad={() => {}} />
          <ListStart more_before={false} loading_before={false} onLoad={() => {}} />
          <View style={{ height: 72 }}>
            <JumpToEnd new_below={0} onPress={() => {}} />
          </View>
          <View style={{ height: 72 }}>
            <JumpToEnd new_below={3} onPress={() => {}} />
          </View>
        </Part>
      </ScrollView>
    </Landmark>
  )
}

function Part({ title, wide = false, children }: { title: string; wide?: boolean; children: ReactNode }) {
  const styles = useStyles()
  return (
    <View style={styles.part}>
      <Text role="heading" aria-level={2} style={styles.title}>
        {title}
      </Text>
      <View style={wide ? undefined : styles.row}>{children}</View>
    </View>
  )
}

const useStyles = themed(({ colors }) =>
  StyleSheet.create({
    page: { flex: 1, backgroundColor: colors.canvas },
    content: { padding: SPACE.l, gap: SPACE.xl, maxWidth: 900, width: '100%', alignSelf: 'center' },
    heading: { ...TYPE.heading, color: colors.text },
    part: { gap: SPACE.m },
    title: { ...TYPE.small, fontWeight: '600', color: colors.text_soft },
    row: { flexDirection: 'row', flexWrap: 'wrap', alignItems: 'center', gap: SPACE.m },
  }),
)
