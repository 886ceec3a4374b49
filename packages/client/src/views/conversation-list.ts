// The conversation list: filtered, pinned first, then by the last activity; and the badge over all of them.
// Rules: CV-1 to CV-4, RT-2.

import type { ConversationFilter } from '@jobline/protocol'
import type { Replica } from '../sync/replica.ts'
import type { ConversationItems } from './conversation.ts'
import { createView, sameArray, sameFields } from './create-view.ts'
import type { ConversationItem, ConversationListSnapshot, View } from './view.ts'

const isActive = ({ state }: Pick<ConversationItem, 'state'>) => state.archived_at === undefined
const FILTERS: Record<ConversationFilter, (item: ConversationItem) => boolean> = {
  all: () => true,
  active: isActive,
  archived: (item) => !isActive(item),
  unread: (item) => isActive(item) && (item.state.unread > 0 || item.state.marked_unread === true),
}

const byPinThenActivity = (a: ConversationItem, b: ConversationItem) =>
  (b.state.pinned_at ?? 0) - (a.state.pinned_at ?? 0) || b.last_activity_at - a.last_activity_at || (a.id < b.id ? -1 : 1)

export interface ConversationList extends View<ConversationListSnapshot> {
  /** These, or nothing but what the device knows of its list as a whole, may have changed. */
  changed(conversation_ids: Iterable<string>): void
}

export function createConversationList(
  filter: ConversationFilter,
  replica: Replica,
  items: ConversationItems,
  now: () => number,
): ConversationList {
  /** Since the snapshot was made. Of thousands one has changed: the others keep their order and are not asked again. */
  const touched = new Set(replica.conversations.keys())
  const view = createView<ConversationListSnapshot>({
    compute(before) {
      const kept = before?.items.filter(({ id }) => !touched.has(id)) ?? []
      const changed = [...touched].flatMap((id) => items.get(id) ?? []).filter(FILTERS[filter])
      touched.clear()
      // Once for all: of thousands the clock alone would take longer than the rest.
      const at = now()
      let unread = 0
      for (const { conversation } of replica.conversations.values()) {
        const { state } = conversation
        if (isActive(conversation) && !(state.muted_until! > at)) unread += state.unread
      }
      return sameFields<ConversationListSnapshot>(before, {
        ready: replica.isLoaded(),
        items: sameArray(before?.items, [...kept, ...changed].sort(byPinThenActivity)),
        unread,
        loading: !replica.meta().complete,
      })
    },
  })
  return {
    ...view,
    changed(conversation_ids) {
      for (const id of conversation_ids) touched.add(id)
      view.changed()
    },
  }
}
