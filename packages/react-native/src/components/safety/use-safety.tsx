// What can be done about the other person of a chat: block, unblock, report. Holds which sheet is open, and what was
// written into a report that is not sent yet.

import type { MessageItem } from '@jobline/client'
import { type ReactNode, useCallback, useMemo, useState } from 'react'
import { useStrings } from '../../strings/use-strings.tsx'
import type { MenuItem } from '../overlay/Menu.tsx'
import { useWhileOpen } from '../overlay/use-while-open.ts'
import { useUnblock } from './BlockedPanel.tsx'
import { BlockSheet } from './BlockSheet.tsx'
import type { Person } from './person.ts'
import { ReportSheet } from './ReportSheet.tsx'
import { EMPTY_FORM, withMessage } from './report-form.ts'

export interface SafetyOptions {
  readonly conversation_id: string
  readonly other: Person | undefined
  readonly is_blocked: boolean
  /** What is loaded of the conversation. */
  readonly messages: readonly MessageItem[]
}

export interface Safety {
  /** For a menu of the chat; the same between renders. */
  readonly items: readonly MenuItem[]
  /** Opens the report, with this message chosen, where there is somebody to report. */
  readonly report: (message?: MessageItem) => void
  /** To be shown within the chat. */
  readonly sheets: ReactNode
}

export function useSafety({ conversation_id, other, is_blocked, messages }: SafetyOptions): Safety {
  const { block, report: words } = useStrings()
  const unblock = useUnblock()
  const [open, setOpen] = useState<'block' | 'report'>()
  const [form, setForm] = useState(EMPTY_FORM)
  const close = useCallback(() => setOpen(undefined), [])
  const askToBlock = useCallback(() => setOpen('block'), [])
  const is_anybody = other !== undefined
  const report = useCallback(
    (message?: MessageItem) => {
      if (!is_anybody) return
      if (message) setForm((before) => withMessage(before, message.id))
      setOpen('report')
    },
    [is_anybody],
  )
  const items = useMemo<readonly MenuItem[]>(() => {
    if (!other) return []
    return [
      is_blocked
        ? { key: 'unblock', label: block.unblock(other.name), icon: 'block', onPress: () => void unblock(other) }
        : { key: 'block', label: block.block(other.name), icon: 'block', danger: true, onPress: askToBlock },
      { key: 'report', label: words.report(other.name), icon: 'flag', danger: true, onPress: () => report() },
    ]
  }, [other, is_blocked, block, words, unblock, askToBlock, report])
  const shown_messages = useWhileOpen(open === 'report', messages)
  if (!other) return { items, report, sheets: null }
  return {
    items,
    report,
    sheets: (
      <>
        <BlockSheet open={open === 'block'} person={other} onClose={close} />
        <ReportSheet
          open={open === 'report'}
          conversation_id={conversation_id}
          person={other}
          messages={shown_messages}
          form={form}
          onChange={setForm}
          onClose={close}
          onBlock={is_blocked ? undefined : askToBlock}
        />
      </>
    ),
  }
}
