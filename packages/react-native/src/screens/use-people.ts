// The names of a conversation's members. Stays the same object while only receipts change: every row of
// the list gets it, and a read mark must not render a thousand bubbles.

import type { Conversation } from '@jobline/protocol'
import { useChat } from '@jobline/react'
import { useMemo } from 'react'
import { peopleOf } from '../conversation-people.ts'
import type { People } from '../strings/sentences.ts'
import { useStrings } from '../strings/use-strings.tsx'

export function usePeople({ members }: Pick<Conversation, 'members'>): People {
  const { user_id } = useChat()
  const { somebody } = useStrings().chat
  const names = JSON.stringify(members.map((member) => [member.user_id, member.name]))
  // biome-ignore lint/correctness/useExhaustiveDependencies: the names are all of the members that it uses
  return useMemo(() => peopleOf({ members }, user_id, somebody), [names, user_id, somebody])
}
