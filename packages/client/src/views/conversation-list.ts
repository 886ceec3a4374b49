// The conversation list: filtered, pinned first, then by the last activity; and the badge over all of them.
// Rules: CV-1 to CV-4, RT-2.

import type { ConversationFilter } from '@jobline/protocol'
import type { Replica } from '../sync/replica.ts'
import type { ConversationItems } from './conversation.ts'
import { createView, type LiveView, sameArray, sameFields } from './create-view.ts'
import type { ConversationItem, ConversationListSnapshot } from './view.ts'

const FILTERS: Record<ConversationFilter, (item: ConversationItem) => boolean> = {
  all: () => true,
  active: ({ state }) => state.archived_at === undefined,
  archived: ({ state }) => state.archived_at !== undefined,
  unread: ({ state }) => state.archived_at === undefined && (state.unread > 0 || state.marked_unread === true),
}

const byPinThenActivity = (a: ConversationItem, b: ConversationItem) =>
  (b.state.pinned_at ?? 0) - (a.state.pinned_at ?? 0) || b.last_activity_at - a.last_activity_at || (a.id < b.id ? -1 : 1)

export function createConversationList(
  filter: ConversationFilter,
  replica: Replica,
  items: ConversationItems,
  now: () => number,
): LiveView<ConversationListSnapshot> {
  return createView<ConversationListSnapshot>({
    compute(before) {
      const all = [...replica.conversations.keys()].map((id) => items.get(id)!)
      // Once for all: of thousands the clock alone would take longer than the rest.
      const at = now()
      let unread = 0
      for (const { state } of all) if (state.archived_at === undefined && !(state.muted_until! > at)) unread += state.unread
      return sameFields<ConversationListSnapshot>(before, {
        ready: replica.isLoaded(),
        items: sameArray(before?.items, all.filter(FILTERS[filter]).sort(byPinThenActivity)),
        unread,
        loading: replica.meta().complete !== true,
      })
    },
  })
}
