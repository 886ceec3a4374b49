// What the two are talking about, above their messages: title, place, time, price, status.

import type { Job } from '@jobline/protocol'
import { StyleSheet, Text, View } from 'react-native'
import { useToday } from '../../platform/use-today.ts'
import { replaceable } from '../../providers/replaceable.tsx'
import { money } from '../../strings/money.ts'
import { useStrings, useTimeWords } from '../../strings/use-strings.tsx'
import { sideBySide } from '../../strings/wording.ts'
import { useLargeText } from '../../theme/large-text.ts'
import { themed } from '../../theme/theme.tsx'
import { CHAT_WIDTH } from '../../theme/tokens.ts'
import { Icon } from '../basics/Icon.tsx'
import { Tappable } from '../basics/Tappable.tsx'
import { JobStatusChip } from './JobStatusChip.tsx'

export interface JobHeaderProps {
  readonly job: Job
  /** Tells more of it. */
  readonly onPress?: (() => void) | undefined
}

export const JobHeader = replaceable('JobHeader', function JobHeader({ job, onPress }: JobHeaderProps) {
  const styles = useStyles()
  const strings = useStrings()
  const time = useTimeWords()
  const now = useToday()
  const large = useLargeText()
  const facts = [
    job.place,
    job.starts_at === undefined ? undefined : time.appointment(job.starts_at, now),
    job.price_minor === undefined || job.currency === undefined ? undefined : money(job.price_minor, job.currency, strings.locale),
  ]
  const facts_line = sideBySide(facts, strings.direction)
  const body = (
    <>
      <View style={large ? styles.words_large : styles.words}>
        <Text numberOfLines={large ? undefined : 2} style={styles.title}>
          {job.title}
        </Text>
        {facts_line ? <Text style={styles.facts}>{facts_line}</Text> : null}
      </View>
      <JobStatusChip job={job} />
    </>
  )
  return (
    <View testID="job-header" role="group" aria-label={strings.job.label} style={styles.bar}>
      <View style={styles.column}>
        {onPress ? (
          <Tappable
            testID="job-open"
            aria-label={`${sideBySide([job.title, ...facts], strings.direction)}. ${strings.chat_more.job_open}`}
            onPress={onPress}
            style={[styles.card, large && styles.card_large]}
            hover_style={styles.card_hover}
          >
            {body}
            <Icon name="forward" size={16} color={styles.facts.color} weight={2} />
          </Tappable>
        ) : (
          <View style={[styles.card, large && styles.card_large]}>{body}</View>
        )}
      </View>
    </View>
  )
})

const useStyles = themed(({ colors, type, space, radius }) =>
  StyleSheet.create({
    bar: {
      paddingBottom: space.m,
      backgroundColor: colors.surface,
      borderBottomWidth: 1,
      borderBottomColor: colors.border,
    },
    column: { width: '100%', maxWidth: CHAT_WIDTH, alignSelf: 'center', paddingHorizontal: space.l },
    card: {
      flexDirection: 'row',
      alignItems: 'center',
      gap: space.m,
      paddingHorizontal: space.m,
      paddingVertical: 10,
      borderRadius: radius.m,
      backgroundColor: colors.sunken,
    },
    card_hover: { backgroundColor: colors.hover },
    card_large: { flexWrap: 'wrap', justifyContent: 'space-between', rowGap: space.xs },
    words: { flex: 1, gap: 1 },
    words_large: { width: '100%', gap: 1 },
    title: { ...type.strong, color: colors.text },
    facts: { ...type.small, color: colors.text_soft },
  }),
)
