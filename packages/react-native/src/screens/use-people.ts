// Who is in a conversation. These stay the same objects while only receipts change: every row of the list and the head
// get them, and a read mark must draw neither again.

import type { Conversation } from '@jobline/protocol'
import { useChat } from '@jobline/react'
import { useMemo } from 'react'
import { otherMember, peopleOf, type ShownMember } from '../conversation-people.ts'
import type { People } from '../strings/sentences.ts'
import { useStrings } from '../strings/use-strings.tsx'

export function usePeople({ members }: Pick<Conversation, 'members'>): People {
  const { user_id } = useChat()
  const { somebody } = useStrings().chat
  const names = JSON.stringify(members.map((member) => [member.user_id, member.name]))
  // biome-ignore lint/correctness/useExhaustiveDependencies: the names are all of the members that it uses
  return useMemo(() => peopleOf({ members }, user_id, somebody), [names, user_id, somebody])
}

/** The other one of two. */
export function useOther(conversation: Pick<Conversation, 'members'>): ShownMember | undefined {
  const { user_id: own_id } = useChat()
  const other = otherMember(conversation, own_id)
  const { user_id, name, avatar_url } = other ?? {}
  return useMemo(
    () => (user_id === undefined || name === undefined ? undefined : { user_id, name, avatar_url }),
    [user_id, name, avatar_url],
  )
}
