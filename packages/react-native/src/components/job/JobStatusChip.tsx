// A job's status in one word, in the colour of its kind. The marketplace's own wording wins.

import type { Job } from '@jobline/protocol'
import { StyleSheet, Text, View } from 'react-native'
import { replaceable } from '../../providers/replaceable.tsx'
import { jobStatusLabel } from '../../strings/sentences.ts'
import { useStrings } from '../../strings/use-strings.tsx'
import { themed, useTheme } from '../../theme/theme.tsx'

export interface JobStatusChipProps {
  readonly job: Pick<Job, 'status' | 'status_label'>
  readonly testID?: string
}

export const JobStatusChip = replaceable('JobStatusChip', function JobStatusChip({ job, testID = 'job-status' }: JobStatusChipProps) {
  const styles = useStyles()
  const { colors } = useTheme()
  const strings = useStrings()
  const tone = colors.job[job.status] ?? colors.job.open
  return (
    <View testID={testID} style={[styles.chip, { backgroundColor: tone.fill }]}>
      <Text numberOfLines={1} style={[styles.label, { color: tone.ink }]}>
        {jobStatusLabel(job, strings)}
      </Text>
    </View>
  )
})

const useStyles = themed(({ type }) =>
  StyleSheet.create({
    chip: { paddingHorizontal: 8, paddingVertical: 2, borderRadius: 7, flexShrink: 0 },
    label: type.chip,
  }),
)
