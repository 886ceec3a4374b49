// The parts of the screens that an app may replace with its own. A part gets exactly the props of ours,
// so it can also wrap it.

import { type ComponentType, createContext, type ReactNode, useContext } from 'react'
import type { AvatarProps } from '../components/basics/Avatar.tsx'
import type { EmptyStateProps } from '../components/basics/EmptyState.tsx'
import type { MessageInputProps } from '../components/composer/MessageInput.tsx'
import type { ConversationRowProps } from '../components/conversation-list/ConversationRow.tsx'
import type { JobHeaderProps } from '../components/job/JobHeader.tsx'
import type { JobActionsProps } from '../components/job/JobSheet.tsx'
import type { JobStatusChipProps } from '../components/job/JobStatusChip.tsx'
import type { MessageBubbleProps } from '../components/message-list/MessageBubble.tsx'
import type { SystemMessageProps } from '../components/message-list/SystemMessage.tsx'

export interface ComponentChanges {
  readonly Avatar?: ComponentType<AvatarProps>
  readonly ConversationRow?: ComponentType<ConversationRowProps>
  readonly EmptyState?: ComponentType<EmptyStateProps>
  /** At the end of all that is told of a job: what the app lets people do about it. */
  readonly JobActions?: ComponentType<JobActionsProps>
  readonly JobHeader?: ComponentType<JobHeaderProps>
  readonly JobStatusChip?: ComponentType<JobStatusChipProps>
  readonly MessageBubble?: ComponentType<MessageBubbleProps>
  readonly MessageInput?: ComponentType<MessageInputProps>
  readonly SystemMessage?: ComponentType<SystemMessageProps>
}

const NONE: ComponentChanges = {}
const ComponentsContext = createContext<ComponentChanges>(NONE)

export function ComponentsProvider({ changes = NONE, children }: { changes?: ComponentChanges | undefined; children: ReactNode }) {
  return <ComponentsContext value={changes}>{children}</ComponentsContext>
}

/** `const { Avatar = OurAvatar } = useComponents()`: the default stays where it is used, so nothing is imported in a circle. */
export const useComponents = (): ComponentChanges => useContext(ComponentsContext)
