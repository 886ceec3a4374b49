// The parts of the screens that an app may replace with its own. A part gets exactly the props of ours, and may draw ours
// inside of itself.

import type { MessageItem } from '@jobline/client'
import { type ComponentType, createContext, type ReactNode, useContext } from 'react'
import type { AvatarProps } from '../components/basics/Avatar.tsx'
import type { EmptyStateProps } from '../components/basics/EmptyState.tsx'
import type { IconButtonProps } from '../components/basics/IconButton.tsx'
import type { ScreenHeaderProps } from '../components/basics/ScreenHeader.tsx'
import type { SearchFieldProps } from '../components/basics/SearchField.tsx'
import type { TextButtonProps } from '../components/basics/TextButton.tsx'
import type { UnreadBadgeProps } from '../components/basics/UnreadBadge.tsx'
import type { MessageInputProps } from '../components/composer/MessageInput.tsx'
import type { ModeBarProps } from '../components/composer/ModeBar.tsx'
import type { ConversationRowProps } from '../components/conversation-list/ConversationRow.tsx'
import type { FilterChipsProps } from '../components/conversation-list/FilterChips.tsx'
import type { JobHeaderProps } from '../components/job/JobHeader.tsx'
import type { JobActionsProps, JobSheetProps } from '../components/job/JobSheet.tsx'
import type { JobStatusChipProps } from '../components/job/JobStatusChip.tsx'
import type { JumpToEndProps } from '../components/message-list/JumpToEnd.tsx'
import type { ListStartProps } from '../components/message-list/ListStart.tsx'
import type { MessageBubbleProps } from '../components/message-list/MessageBubble.tsx'
import type { QuoteBoxProps } from '../components/message-list/QuoteBox.tsx'
import type { SystemMessageProps } from '../components/message-list/SystemMessage.tsx'
import type { MenuProps } from '../components/overlay/Menu.tsx'
import type { SheetProps } from '../components/overlay/Sheet.tsx'
import type { EmojiPickerProps } from '../components/reactions/EmojiPicker.tsx'
import type { QuickReactionsProps } from '../components/reactions/QuickReactions.tsx'
import type { ReactionChipsProps } from '../components/reactions/ReactionChips.tsx'
import type { Person } from '../components/safety/person.ts'
import type { SearchResultsProps } from '../components/search/SearchResults.tsx'
import type { SignOutQuestionProps } from '../components/status/SignOutQuestion.tsx'
import type { StatusTicksProps } from '../components/status/StatusTicks.tsx'

export interface ComponentChanges {
  readonly Avatar?: ComponentType<AvatarProps>
  readonly BlockedPanel?: ComponentType<{ person: Person }>
  readonly ConnectionBanner?: ComponentType<object>
  readonly ConversationRow?: ComponentType<ConversationRowProps>
  readonly ConversationSkeletons?: ComponentType<{ count?: number }>
  readonly DaySeparator?: ComponentType<{ at: number }>
  readonly EmojiPicker?: ComponentType<EmojiPickerProps>
  readonly EmptyState?: ComponentType<EmptyStateProps>
  readonly FailedNotice?: ComponentType<{ message: MessageItem }>
  readonly FilterChips?: ComponentType<FilterChipsProps>
  readonly IconButton?: ComponentType<IconButtonProps>
  /** At the end of all that is told of a job: what the app lets people do about it. Ours is nothing. */
  readonly JobActions?: ComponentType<JobActionsProps>
  readonly JobHeader?: ComponentType<JobHeaderProps>
  readonly JobSheet?: ComponentType<JobSheetProps>
  readonly JobStatusChip?: ComponentType<JobStatusChipProps>
  readonly JumpToEnd?: ComponentType<JumpToEndProps>
  readonly ListStart?: ComponentType<ListStartProps>
  readonly Menu?: ComponentType<MenuProps>
  readonly MessageBubble?: ComponentType<MessageBubbleProps>
  readonly MessageInput?: ComponentType<MessageInputProps>
  readonly MessageSkeletons?: ComponentType<object>
  readonly ModeBar?: ComponentType<ModeBarProps>
  readonly QuickReactions?: ComponentType<QuickReactionsProps>
  readonly QuoteBox?: ComponentType<QuoteBoxProps>
  readonly ReactionChips?: ComponentType<ReactionChipsProps>
  readonly ScreenHeader?: ComponentType<ScreenHeaderProps>
  readonly SearchField?: ComponentType<SearchFieldProps>
  readonly SearchResults?: ComponentType<SearchResultsProps>
  readonly Sheet?: ComponentType<SheetProps>
  readonly SignOutQuestion?: ComponentType<SignOutQuestionProps>
  readonly StatusTicks?: ComponentType<StatusTicksProps>
  readonly StorageBanner?: ComponentType<object>
  readonly SystemMessage?: ComponentType<SystemMessageProps>
  readonly TextButton?: ComponentType<TextButtonProps>
  readonly TypingIndicator?: ComponentType<{ name: string }>
  readonly UnreadBadge?: ComponentType<UnreadBadgeProps>
  readonly UnreadDivider?: ComponentType<object>
}

const NONE: ComponentChanges = {}
export const ComponentsContext = createContext<ComponentChanges>(NONE)

export function ComponentsProvider({ changes = NONE, children }: { changes?: ComponentChanges | undefined; children: ReactNode }) {
  return <ComponentsContext value={changes}>{children}</ComponentsContext>
}

export const useComponents = (): ComponentChanges => useContext(ComponentsContext)
