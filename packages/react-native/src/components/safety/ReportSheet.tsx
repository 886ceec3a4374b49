// Tells the marketplace of messages that should not have been sent: which, what is wrong, and a word. Says thanks, and
// offers to block. What was chosen and typed stays while it cannot be sent.

import type { MessageItem } from '@jobline/client'
import { newReportId } from '@jobline/client/people'
import { useChat, useConnection, usePersonActions } from '@jobline/react'
import { memo, useState } from 'react'
import { StyleSheet, Text, View } from 'react-native'
import { useStrings } from '../../strings/use-strings.tsx'
import { themed } from '../../theme/theme.tsx'
import { EmptyState } from '../basics/EmptyState.tsx'
import { TextButton } from '../basics/TextButton.tsx'
import { Sheet } from '../overlay/Sheet.tsx'
import type { Person } from './person.ts'
import { ReportFields } from './ReportFields.tsx'
import { EMPTY_FORM, prepared, type ReportForm } from './report-form.ts'

export interface ReportSheetProps {
  readonly open: boolean
  readonly conversation_id: string
  readonly person: Person
  /** What is loaded of the conversation. */
  readonly messages: readonly MessageItem[]
  readonly form: ReportForm
  readonly onChange: (form: ReportForm) => void
  readonly onClose: () => void
  /** Absent where they are blocked already. */
  readonly onBlock?: (() => void) | undefined
}

type Progress = 'writing' | 'sending' | 'failed' | 'sent'

export const ReportSheet = memo(function ReportSheet(props: ReportSheetProps) {
  const { open, conversation_id, person, messages, form, onChange, onClose, onBlock } = props
  const styles = useStyles()
  const { report: words, block } = useStrings()
  const client = useChat()
  const actions = usePersonActions()
  const is_live = useConnection().state === 'live'
  const [progress, setProgress] = useState<Progress>('writing')
  const send = async () => {
    const ready = prepared(form, () => newReportId(client))
    if (!ready) return
    onChange(ready.form)
    setProgress('sending')
    try {
      await actions.report(conversation_id, ready.report)
      onChange(EMPTY_FORM)
      setProgress('sent')
    } catch {
      setProgress('failed')
    }
  }
  const close = () => {
    if (progress !== 'sending') setProgress('writing')
    onClose()
  }

  if (progress === 'sent') {
    const blockToo = () => {
      close()
      onBlock?.()
    }
    return (
      <Sheet
        open={open}
        title={words.title(person.name)}
        onClose={close}
        testID="report-sheet"
        footer={
          <>
            {onBlock ? <TextButton testID="report-block" look="danger" label={block.block(person.name)} onPress={blockToo} /> : null}
            <TextButton testID="report-done" look="main" label={words.done} onPress={close} />
          </>
        }
      >
        <EmptyState testID="report-thanks" icon="check" title={words.thanks_title} text={words.thanks_text} />
      </Sheet>
    )
  }
  const problem = !is_live ? words.offline : progress === 'failed' ? words.failed : undefined
  return (
    <Sheet
      open={open}
      title={words.title(person.name)}
      onClose={close}
      testID="report-sheet"
      footer={
        <View style={styles.foot}>
          <Text role={problem ? 'alert' : undefined} testID="report-hint" style={[styles.hint, problem ? styles.problem : undefined]}>
            {problem ?? (form.reason ? words.private : words.pick_reason)}
          </Text>
          <TextButton
            testID="report-send"
            look="main"
            label={progress === 'sending' ? words.sending : words.send}
            disabled={!is_live || !form.reason || progress === 'sending'}
            onPress={() => void send()}
          />
        </View>
      }
    >
      <ReportFields messages={messages} form={form} onChange={onChange} />
    </Sheet>
  )
})

const useStyles = themed(({ colors, type, space, radius }) =>
  StyleSheet.create({
    foot: { flex: 1, flexDirection: 'row', flexWrap: 'wrap', alignItems: 'center', justifyContent: 'flex-end', gap: space.s },
    hint: { ...type.small, color: colors.text_soft, flex: 1, minWidth: 160 },
    problem: { color: colors.notice.ink, backgroundColor: colors.notice.fill, padding: space.s, borderRadius: radius.s },
  }),
)
