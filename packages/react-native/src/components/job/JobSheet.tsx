// All that is known of a conversation's job, and who the people are. The app can add acts of its own at its end.

import type { Conversation, Job } from '@jobline/protocol'
import { useChat } from '@jobline/react'
import type { ReactNode } from 'react'
import { StyleSheet, Text, View } from 'react-native'
import { useToday } from '../../platform/use-today.ts'
import { useComponents } from '../../providers/components.tsx'
import { replaceable } from '../../providers/replaceable.tsx'
import { money } from '../../strings/money.ts'
import { useStrings, useTimeWords } from '../../strings/use-strings.tsx'
import { themed } from '../../theme/theme.tsx'
import { Avatar } from '../basics/Avatar.tsx'
import { Icon, type IconName } from '../basics/Icon.tsx'
import { Sheet } from '../overlay/Sheet.tsx'
import { JobStatusChip } from './JobStatusChip.tsx'

export interface JobActionsProps {
  readonly conversation: Conversation
  /** Closes the sheet. */
  readonly onClose: () => void
}

export interface JobSheetProps {
  readonly open: boolean
  readonly conversation: Conversation
  readonly onClose: () => void
}

export const JobSheet = replaceable('JobSheet', function JobSheet({ open, conversation, onClose }: JobSheetProps) {
  const { JobActions } = useComponents()
  const styles = useStyles()
  const strings = useStrings()
  const { chat_more: words } = strings
  const { user_id } = useChat()
  const { job, members } = conversation
  const when = useWhen(job)
  return (
    <Sheet
      open={open}
      title={job.title}
      onClose={onClose}
      testID="job-sheet"
      footer={JobActions ? <JobActions conversation={conversation} onClose={onClose} /> : undefined}
    >
      <Fact icon="flag" label={words.job_status}>
        <View style={styles.chip}>
          <JobStatusChip job={job} testID="job-sheet-status" />
        </View>
      </Fact>
      {job.price_minor !== undefined && job.currency !== undefined ? (
        <Fact icon="money" label={words.job_price} value={money(job.price_minor, job.currency, strings.locale)} />
      ) : null}
      {when === undefined ? null : <Fact icon="calendar" label={words.job_when} value={when} />}
      {job.place === undefined ? null : <Fact icon="place" label={words.job_place} value={job.place} />}
      <Text role="heading" aria-level={3} style={styles.heading}>
        {words.job_people}
      </Text>
      {members.map((member) => (
        <View key={member.user_id} style={styles.person}>
          <Avatar user_id={member.user_id} name={member.name} avatar_url={member.avatar_url} size={40} />
          <View style={styles.words}>
            <Text style={styles.value}>{member.user_id === user_id ? words.you(member.name) : member.name}</Text>
            <Text style={styles.label}>{words.role[member.role]}</Text>
          </View>
        </View>
      ))}
    </Sheet>
  )
})

interface FactProps {
  readonly icon: IconName
  readonly label: string
  readonly value?: string
  readonly children?: ReactNode
}

function Fact({ icon, label, value, children }: FactProps) {
  const styles = useStyles()
  return (
    <View style={styles.fact}>
      <Icon name={icon} size={22} color={styles.sign.color} />
      <View style={styles.words}>
        <Text style={styles.label}>{label}</Text>
        {value === undefined ? children : <Text style={styles.value}>{value}</Text>}
      </View>
    </View>
  )
}

/** From when to when: the end without its day where it is the same. */
function useWhen({ starts_at, ends_at }: Job): string | undefined {
  const { chat_more: words } = useStrings()
  const time = useTimeWords()
  const now = useToday()
  if (starts_at === undefined) return ends_at === undefined ? undefined : time.appointment(ends_at, now)
  const from = time.appointment(starts_at, now)
  if (ends_at === undefined || ends_at <= starts_at) return from
  const same_day = new Date(starts_at).toDateString() === new Date(ends_at).toDateString()
  return words.range(from, same_day ? time.clock(ends_at) : time.appointment(ends_at, now))
}

const useStyles = themed(({ colors, type, space }) =>
  StyleSheet.create({
    fact: { flexDirection: 'row', alignItems: 'center', gap: space.l, minHeight: 56 },
    words: { flex: 1, minWidth: 0 },
    label: { ...type.small, color: colors.text_soft },
    value: { ...type.body, color: colors.text },
    chip: { alignSelf: 'flex-start', marginTop: 2 },
    heading: { ...type.small, fontWeight: '600', color: colors.text_soft, paddingTop: space.m },
    person: { flexDirection: 'row', alignItems: 'center', gap: space.m, minHeight: 60 },
    sign: { color: colors.text_soft },
  }),
)
