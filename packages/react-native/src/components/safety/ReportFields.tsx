// The form of a report: the messages with their boxes, the reason, and room for words.

import type { MessageItem } from '@jobline/client'
import { REPORT_REASONS } from '@jobline/client/people'
import { useState } from 'react'
import { StyleSheet, Text, TextInput, View } from 'react-native'
import { useToday } from '../../platform/use-today.ts'
import { useStrings, useTimeWords } from '../../strings/use-strings.tsx'
import { themed } from '../../theme/theme.tsx'
import { RadioGroup } from '../settings/RadioGroup.tsx'
import { CheckRow } from '../settings/SettingRows.tsx'
import { MAX_NOTE_LENGTH, MAX_REPORTED, type ReportForm, reportable, toggled } from './report-form.ts'

export interface ReportFieldsProps {
  readonly messages: readonly MessageItem[]
  readonly form: ReportForm
  readonly onChange: (form: ReportForm) => void
}

export function ReportFields({ messages, form, onChange }: ReportFieldsProps) {
  const styles = useStyles()
  const { report: words, conversations } = useStrings()
  const time = useTimeWords()
  const now = useToday()
  const [focused, setFocused] = useState(false)
  // Rows keep their places while boxes are ticked.
  const [chosen_at_first] = useState(form.message_ids)
  const offered = reportable(messages, chosen_at_first)
  const full = form.message_ids.length >= MAX_REPORTED
  const textOf = (message: MessageItem) => message.text || (message.kind === 'image' ? conversations.photo : conversations.file)
  return (
    <View style={styles.fields}>
      <View role="group" aria-label={words.messages}>
        <Text role="heading" aria-level={3} style={styles.title}>
          {words.messages}
        </Text>
        <Text style={styles.text}>{offered.length > 0 ? words.messages_text : words.no_messages}</Text>
        <View testID="report-messages" style={styles.box}>
          {offered.map((message) => {
            const checked = form.message_ids.includes(message.id)
            return (
              <CheckRow
                key={message.id}
                testID={`report-message-${message.id}`}
                label={textOf(message)}
                text={time.listed(message.created_at, now)}
                checked={checked}
                disabled={full && !checked}
                onChange={() => onChange(toggled(form, message.id))}
              />
            )
          })}
        </View>
        <Text aria-live="polite" style={styles.text}>
          {form.message_ids.length > 0 ? words.chosen(form.message_ids.length) : ''}
        </Text>
      </View>
      <View>
        <Text role="heading" aria-level={3} style={styles.title}>
          {words.reason}
        </Text>
        <View style={styles.box}>
          <RadioGroup
            testID="report-reason"
            label={words.reason}
            options={REPORT_REASONS.map((value) => ({ value, label: words.reasons[value] }))}
            value={form.reason}
            onChange={(reason) => onChange({ ...form, reason })}
          />
        </View>
      </View>
      <View>
        <Text role="heading" aria-level={3} style={styles.title}>
          {words.note}
        </Text>
        <TextInput
          testID="report-note"
          aria-label={words.note}
          placeholder={words.note_placeholder}
          placeholderTextColor={styles.text.color}
          value={form.note}
          onChangeText={(note) => onChange({ ...form, note })}
          onFocus={() => setFocused(true)}
          onBlur={() => setFocused(false)}
          maxLength={MAX_NOTE_LENGTH}
          multiline
          numberOfLines={3}
          style={[styles.note, focused && styles.note_focused]}
        />
      </View>
    </View>
  )
}

const useStyles = themed(({ colors, type, space, radius }) =>
  StyleSheet.create({
    fields: { gap: space.xl },
    title: { ...type.strong, color: colors.text, paddingBottom: space.xs },
    text: { ...type.small, color: colors.text_soft },
    box: { marginHorizontal: -space.l, marginTop: space.xs },
    note: {
      ...type.body,
      color: colors.text,
      minHeight: 88,
      padding: space.m,
      borderRadius: radius.m,
      borderWidth: 2,
      borderColor: colors.sunken,
      backgroundColor: colors.sunken,
      textAlignVertical: 'top',
    },
    note_focused: { borderColor: colors.accent },
  }),
)
