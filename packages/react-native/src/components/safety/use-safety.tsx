// What can be done about the other person of a chat: block, unblock, report. Holds which sheet is open, and what was
// written into a report that is not sent yet.

import type { ConversationItem, MessageItem } from '@jobline/client'
import { useChat } from '@jobline/react'
import { type ReactNode, useState } from 'react'
import { otherMember } from '../../conversation-people.ts'
import { useStrings } from '../../strings/use-strings.tsx'
import type { MenuItem } from '../overlay/Menu.tsx'
import { useUnblock } from './BlockedPanel.tsx'
import { BlockSheet } from './BlockSheet.tsx'
import { ReportSheet } from './ReportSheet.tsx'
import { EMPTY_FORM, MAX_REPORTED } from './report-form.ts'

export interface Safety {
  readonly is_blocked: boolean
  /** For a menu of the chat. */
  readonly items: readonly MenuItem[]
  /** Opens the report, with this message chosen. */
  report(message?: MessageItem): void
  /** To be shown within the chat. */
  readonly sheets: ReactNode
}

export function useSafety(conversation: ConversationItem, messages: readonly MessageItem[]): Safety {
  const client = useChat()
  const strings = useStrings()
  const unblock = useUnblock()
  const [open, setOpen] = useState<'block' | 'report'>()
  const [form, setForm] = useState(EMPTY_FORM)
  const other = otherMember(conversation, client.user_id)
  const is_blocked = conversation.state.blocked === true
  const close = () => setOpen(undefined)
  const report = (message?: MessageItem) => {
    if (message && !form.message_ids.includes(message.id))
      setForm({ ...form, message_ids: [message.id, ...form.message_ids].slice(0, MAX_REPORTED) })
    setOpen('report')
  }
  if (!other) return { is_blocked: false, items: [], report: () => {}, sheets: null }
  const { block, report: words } = strings
  return {
    is_blocked,
    report,
    items: [
      is_blocked
        ? { key: 'unblock', label: block.unblock(other.name), icon: 'block', onPress: () => void unblock(other) }
        : { key: 'block', label: block.block(other.name), icon: 'block', danger: true, onPress: () => setOpen('block') },
      { key: 'report', label: words.report(other.name), icon: 'flag', danger: true, onPress: () => report() },
    ],
    sheets: (
      <>
        <BlockSheet open={open === 'block'} person={other} onClose={close} />
        <ReportSheet
          open={open === 'report'}
          conversation_id={conversation.id}
          person={other}
          messages={messages}
          form={form}
          onChange={setForm}
          onClose={close}
          onBlock={is_blocked ? undefined : () => setOpen('block')}
        />
      </>
    ),
  }
}
