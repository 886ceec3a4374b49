// A chat's head in one line: who, about which job, and how that stands. A tap tells all of the job.

import type { Job } from '@jobline/protocol'
import { StyleSheet, Text, View } from 'react-native'
import { useStrings } from '../../strings/use-strings.tsx'
import { sideBySide } from '../../strings/wording.ts'
import { themed } from '../../theme/theme.tsx'
import { CHAT_WIDTH } from '../../theme/tokens.ts'
import { IconButton } from '../basics/IconButton.tsx'
import { Tappable } from '../basics/Tappable.tsx'
import { JobStatusChip } from '../job/JobStatusChip.tsx'

export interface SlimHeadProps {
  readonly name: string
  readonly job: Job
  readonly onBack?: (() => void) | undefined
  readonly onJob: () => void
}

export function SlimHead({ name, job, onBack, onJob }: SlimHeadProps) {
  const styles = useStyles()
  const { chat, chat_more, direction } = useStrings()
  return (
    <View style={styles.bar} testID="chat-slim-head">
      {onBack ? (
        <IconButton icon="back" label={chat.back} testID="chat-slim-back" onPress={onBack} color={styles.sign.color} style={styles.back} />
      ) : null}
      {/* It takes the place of the name above the messages. */}
      <View role="heading" aria-level={1} style={styles.heading}>
        <Tappable
          testID="chat-slim-job"
          aria-label={`${sideBySide([name, job.title], direction)}. ${chat_more.job_open}`}
          onPress={onJob}
          style={styles.line}
          hover_style={styles.hover}
        >
          <Text numberOfLines={1} style={styles.name}>
            {name}
            <Text style={styles.job}>{`  ${job.title}`}</Text>
          </Text>
          <JobStatusChip job={job} testID="job-status-slim" />
        </Tappable>
      </View>
    </View>
  )
}

const useStyles = themed(({ colors, type, space, radius }) =>
  StyleSheet.create({
    bar: {
      flexDirection: 'row',
      alignItems: 'center',
      width: '100%',
      maxWidth: CHAT_WIDTH,
      alignSelf: 'center',
      paddingHorizontal: space.s,
    },
    back: { marginEnd: -space.xs },
    heading: { flex: 1, minWidth: 0 },
    line: { flexDirection: 'row', gap: space.m, paddingHorizontal: space.s, borderRadius: radius.m },
    hover: { backgroundColor: colors.hover },
    name: { ...type.label, fontWeight: '600', color: colors.text, flex: 1, minWidth: 0 },
    job: { fontWeight: '400', color: colors.text_soft },
    sign: { color: colors.accent },
  }),
)
