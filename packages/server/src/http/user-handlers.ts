// What a signed-in person may ask over REST: the same verbs and reads as over the socket.

import type { EndpointName } from '@jobline/protocol'
import type { Chat } from '../domain/chat.ts'
import type { Clock } from '../domain/ports.ts'
import { presentMemberState } from '../domain/present.ts'
import { deleteMessage } from '../domain/verbs/delete-message.ts'
import { editMessage } from '../domain/verbs/edit-message.ts'
import { markDelivered, markRead } from '../domain/verbs/mark-read.ts'
import { sendMessage } from '../domain/verbs/send-message.ts'
import { setMemberState } from '../domain/verbs/set-member-state.ts'
import { setReaction } from '../domain/verbs/set-reaction.ts'
import type { Change } from './change.ts'
import type { Handlers } from './handlers.ts'

type UserEndpoint = Extract<
  EndpointName,
  | 'get_me'
  | 'list_conversations'
  | 'get_conversation'
  | 'list_messages'
  | 'send_message'
  | 'catch_up'
  | 'set_member_state'
  | 'mark_delivered'
  | 'mark_read'
  | 'edit_message'
  | 'delete_message'
  | 'set_reaction'
  | 'sync'
>

export function userHandlers(chat: Chat, clock: Clock, change: Change): Handlers<UserEndpoint> {
  return {
    get_me: async ({ user_id }) => ({ body: { user: await chat.user(user_id), epoch: chat.epoch, now: clock.now() } }),
    list_conversations: async ({ user_id, query }) => ({ body: await chat.conversations(user_id, query) }),
    get_conversation: async ({ user_id, params }) => ({ body: { conversation: await chat.conversation(user_id, params.conversation_id) } }),
    list_messages: async ({ user_id, params, query }) => ({ body: await chat.history(user_id, params.conversation_id, query) }),
    catch_up: async ({ user_id, params, query }) => ({ body: await chat.catchUp(user_id, params.conversation_id, query) }),
    sync: async ({ user_id, query }) => ({ body: await chat.sync(user_id, query) }),
    send_message: async ({ user_id, params, body }) => {
      const { message, created } = await change(user_id, sendMessage({ ...body, user_id, conversation_id: params.conversation_id }))
      return { status: created ? 201 : 200, body: { message } }
    },
    edit_message: async ({ user_id, params, body }) => {
      const message = await change(user_id, editMessage({ user_id, message_id: params.message_id, text: body.text }))
      return { body: { message } }
    },
    delete_message: async ({ user_id, params, query }) => {
      const message = await change(
        user_id,
        deleteMessage({ user_id, message_id: params.message_id, conversation_id: query.conversation_id }),
      )
      return { body: message ? { message } : {} }
    },
    set_reaction: async ({ user_id, params, body }) => {
      const message = await change(user_id, setReaction({ user_id, message_id: params.message_id, ...body }))
      return { body: { message } }
    },
    mark_read: async ({ user_id, params }) => {
      const row = await change(user_id, markRead({ user_id, message_id: params.message_id }))
      return { body: { state: presentMemberState(row) } }
    },
    mark_delivered: async ({ user_id, params, body }) => {
      await change(user_id, markDelivered({ user_id, conversation_id: params.conversation_id, seq: body.seq }))
      return { body: {} }
    },
    set_member_state: async ({ user_id, params, body }) => {
      const row = await change(user_id, setMemberState({ ...body, user_id, conversation_id: params.conversation_id }))
      return { body: { state: presentMemberState(row) } }
    },
  }
}
