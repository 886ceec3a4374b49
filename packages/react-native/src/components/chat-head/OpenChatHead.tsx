// The head of an open chat: the person with the menu, the job, the banners; and, in one line, the same while somebody
// reads history. Holds whether all about the job is shown.

import type { Job } from '@jobline/protocol'
import { useConversation } from '@jobline/react'
import { memo, useCallback, useMemo, useState } from 'react'
import { useSafeAreaInsets } from 'react-native-safe-area-context'
import type { ShownMember } from '../../conversation-people.ts'
import { focusAfter } from '../../platform/lost-focus.ts'
import { useStrings } from '../../strings/use-strings.tsx'
import { JobHeader } from '../job/JobHeader.tsx'
import { JobSheet } from '../job/JobSheet.tsx'
import type { MenuItem } from '../overlay/Menu.tsx'
import { useWhileOpen } from '../overlay/use-while-open.ts'
import { ConnectionBanner } from '../status/ConnectionBanner.tsx'
import { StorageBanner } from '../status/StorageBanner.tsx'
import { ChatHead } from './ChatHead.tsx'
import { ChatHeader } from './ChatHeader.tsx'
import { ChatMenu } from './ChatMenu.tsx'
import { ChatSearch } from './ChatSearch.tsx'
import { SlimHead } from './SlimHead.tsx'

export interface OpenChatHeadProps {
  readonly conversation_id: string
  readonly job: Job
  /** Keep it the same while the person is: their receipts are no news here. */
  readonly other: ShownMember | undefined
  readonly typing: boolean
  readonly slim: boolean
  readonly onBack?: (() => void) | undefined
  /** How much of the list it covers when whole, in points. */
  readonly onHeight: (height: number) => void
  /** Acts for the menu beside those that every conversation has. */
  readonly menu_items?: readonly MenuItem[]
  /** Shows a message that was found. */
  readonly onHit: (message_id: string) => void
}

export const OpenChatHead = memo(function OpenChatHead(props: OpenChatHeadProps) {
  const { conversation_id, job, other, typing, slim, onBack, onHeight, menu_items = NONE, onHit } = props
  const { chat, chat_more } = useStrings()
  const insets = useSafeAreaInsets()
  const [job_open, setJobOpen] = useState(false)
  const [searching, setSearching] = useState(false)
  const openJob = useCallback(() => setJobOpen(true), [])
  const closeJob = useCallback(() => setJobOpen(false), [])
  const endSearch = () => {
    setSearching(false)
    // In history the head is one line again, without the menu.
    focusAfter('chat-menu', 'chat-slim-job')
  }
  const first = useMemo<readonly MenuItem[]>(
    () => [
      { key: 'job', label: chat_more.job_open, icon: 'job', onPress: openJob },
      { key: 'search', label: chat_more.search, icon: 'search', onPress: () => setSearching(true) },
    ],
    [chat_more, openJob],
  )
  return (
    <>
      <ChatHead
        slim={slim && !searching}
        slim_line={<SlimHead name={other?.name ?? chat.somebody} job={job} onBack={onBack} onJob={openJob} />}
        banners={
          <>
            <ConnectionBanner />
            <StorageBanner />
          </>
        }
        onHeight={onHeight}
        inset_top={insets.top}
      >
        {searching ? (
          <ChatSearch conversation_id={conversation_id} onHit={onHit} onClose={endSearch} />
        ) : (
          <>
            <ChatHeader member={other} typing={typing} onBack={onBack}>
              <ChatMenu conversation_id={conversation_id} first={first} last={menu_items} />
            </ChatHeader>
            <JobHeader job={job} onPress={openJob} />
          </>
        )}
      </ChatHead>
      <AboutJob conversation_id={conversation_id} open={job_open} onClose={closeJob} />
    </>
  )
})

interface AboutJobProps {
  readonly conversation_id: string
  readonly open: boolean
  readonly onClose: () => void
}

function AboutJob({ conversation_id, open, onClose }: AboutJobProps) {
  const conversation = useWhileOpen(open, useConversation(conversation_id))
  return conversation ? <JobSheet open={open} conversation={conversation} onClose={onClose} /> : null
}

const NONE: readonly MenuItem[] = []
