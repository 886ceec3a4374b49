// What a signed-in person may ask about others and themselves beside talking: settings, blocks, reports.

import type { EndpointName } from '@jobline/protocol'
import type { Chat } from '../domain/chat.ts'
import { changeSettings } from '../domain/verbs/change-settings.ts'
import { reportMessages } from '../domain/verbs/report-messages.ts'
import { deleteBlock, putBlock } from '../domain/verbs/set-block.ts'
import type { Change } from './change.ts'
import type { Handlers } from './handlers.ts'

type PeopleEndpoint = Extract<
  EndpointName,
  'get_settings' | 'change_settings' | 'list_blocks' | 'put_block' | 'delete_block' | 'report_conversation'
>

/** A report copies what it names, so `report` is slower than `change`. */
export function peopleHandlers(chat: Chat, change: Change, report: Change): Handlers<PeopleEndpoint> {
  return {
    get_settings: async ({ user_id }) => ({ body: { settings: await chat.settings(user_id) } }),
    change_settings: async ({ user_id, body }) => ({ body: { settings: await change(user_id, changeSettings({ ...body, user_id })) } }),
    list_blocks: async ({ user_id }) => ({ body: { blocks: await chat.blocks(user_id) } }),
    put_block: async ({ user_id, params }) => {
      const { blocked_at } = await change(user_id, putBlock({ user_id, blocked_id: params.user_id }))
      return { body: { user_id: params.user_id, blocked_at } }
    },
    delete_block: async ({ user_id, params }) => {
      await change(user_id, deleteBlock({ user_id, blocked_id: params.user_id }))
      return { body: {} }
    },
    report_conversation: async ({ user_id, params, body }) => {
      const { row, created } = await report(user_id, reportMessages({ ...body, user_id, conversation_id: params.conversation_id }))
      return { status: created ? 201 : 200, body: { report_id: row.id, created_at: row.created_at } }
    },
  }
}
