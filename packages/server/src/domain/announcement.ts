// What a verb tells the people concerned once it is on disk. The domain names the users; which sockets
// they have, and on which machine, is the bus's and the gateway's business. Lost announcements cost time
// only: a client catches up by rev and cursor.

import type { DownFrame } from '@jobline/protocol'
import { differsByViewer, presentMessage } from './present.ts'
import type { MessageRow } from './rows.ts'
import type { Head } from './unit.ts'

/** A change that is told to people, or to the server itself (a user's sockets must be looked at again). */
export type Announcement =
  | {
      readonly conversation_id: string
      readonly user_ids: readonly string[]
      readonly frame: DownFrame
      /** The socket that caused it and learns of it by its ack. */
      readonly except_session_id?: string | undefined
    }
  /** Each of these members gets the conversation as they see it, with this rev. */
  | { readonly conversation_id: string; readonly rev: number; readonly present_to_user_ids: readonly string[] }
  /** Tokens of this person are refused from now on: by time, or one by its id. */
  | { readonly revoked_user_id: string; readonly revoked_at: number; readonly jti?: string | undefined }
  /** Who may see this person's presence, or whose they may see, is no longer the same: between these two, or, without another one, at all. */
  | { readonly presence_user_id: string; readonly other_user_id?: string | undefined }
  /** This person is out: sockets on this conversation's own door are closed. */
  | { readonly conversation_id: string; readonly removed_user_id: string }

/** Everybody who is in it now. */
export const presentUserIds = (head: Head): string[] => {
  const ids: string[] = []
  for (const member of head.members) if (member.removed_at === null) ids.push(member.user_id)
  return ids
}

export const otherUserIds = (head: Head, user_id: string): string[] => presentUserIds(head).filter((id) => id !== user_id)

/** A message is new or has changed: one frame for all who are in it, or, where not all see the same of it, one for each. */
export function tellMessage(
  type: 'chat_message' | 'message_update',
  head: Head,
  message: MessageRow,
  except_session_id?: string | undefined,
): Announcement[] {
  const user_ids = presentUserIds(head)
  const views = differsByViewer(message) ? user_ids.map((id) => [id]) : [user_ids]
  return views.map((viewer_ids) => ({
    conversation_id: message.conversation_id,
    user_ids: viewer_ids,
    frame: { type, message: presentMessage(message, viewer_ids[0] ?? '') },
    except_session_id,
  }))
}
