// The head of an open chat: the person with the menu, the job, the banners; and, in one line, the same while somebody
// reads history. Holds whether all about the job is shown.

import type { ConversationItem } from '@jobline/client'
import type { Member } from '@jobline/protocol'
import { useState } from 'react'
import { useSafeAreaInsets } from 'react-native-safe-area-context'
import { useStrings } from '../../strings/use-strings.tsx'
import { JobHeader } from '../job/JobHeader.tsx'
import { JobSheet } from '../job/JobSheet.tsx'
import type { MenuItem } from '../overlay/Menu.tsx'
import { ConnectionBanner } from '../status/ConnectionBanner.tsx'
import { StorageBanner } from '../status/StorageBanner.tsx'
import { ChatHead } from './ChatHead.tsx'
import { ChatHeader } from './ChatHeader.tsx'
import { ChatMenu } from './ChatMenu.tsx'
import { ChatSearch } from './ChatSearch.tsx'
import { SlimHead } from './SlimHead.tsx'

export interface OpenChatHeadProps {
  readonly conversation: ConversationItem
  readonly other: Member | undefined
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

export function OpenChatHead({ conversation, other, typing, slim, onBack, onHeight, menu_items = NONE, onHit }: OpenChatHeadProps) {
  const { chat, chat_more } = useStrings()
  const insets = useSafeAreaInsets()
  const [job_open, setJobOpen] = useState(false)
  const [searching, setSearching] = useState(false)
  const openJob = () => setJobOpen(true)
  const about_job: MenuItem = { key: 'job', label: chat_more.job_open, icon: 'job', onPress: openJob }
  const search: MenuItem = { key: 'search', label: chat_more.search, icon: 'search', onPress: () => setSearching(true) }
  return (
    <>
      <ChatHead
        slim={slim && !searching}
        slim_line={<SlimHead name={other?.name ?? chat.somebody} job={conversation.job} onBack={onBack} onJob={openJob} />}
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
          <ChatSearch conversation_id={conversation.id} onHit={onHit} onClose={() => setSearching(false)} />
        ) : (
          <>
            <ChatHeader member={other} typing={typing} onBack={onBack}>
              <ChatMenu conversation={conversation} first={[about_job, search]} last={menu_items} />
            </ChatHeader>
            <JobHeader job={conversation.job} onPress={openJob} />
          </>
        )}
      </ChatHead>
      <JobSheet open={job_open} conversation={conversation} onClose={() => setJobOpen(false)} />
    </>
  )
}

const NONE: readonly MenuItem[] = []
