// What the marketplace's backend may ask with its service key: people, jobs, conversations, reports. Every call is
// idempotent, since webhooks and queues deliver twice.

import type { EndpointName } from '@jobline/protocol'
import type { Chat } from '../domain/chat.ts'
import { presentJob, presentUser } from '../domain/present.ts'
import { putConversation, removeMember, setConversationStatus } from '../domain/verbs/put-conversation.ts'
import { putJob } from '../domain/verbs/put-job.ts'
import { putUser, revokeUser } from '../domain/verbs/put-user.ts'
import type { Handlers } from './handlers.ts'

type IntegrationEndpoint = Extract<
  EndpointName,
  | 'put_user'
  | 'revoke_user'
  | 'put_job'
  | 'put_conversation'
  | 'close_conversation'
  | 'reopen_conversation'
  | 'remove_member'
  | 'list_reports'
>

export function integrationHandlers(chat: Chat): Handlers<IntegrationEndpoint> {
  const setStatus = async (conversation_id: string, status: 'open' | 'closed') => ({
    body: { conversation_id, status: await chat.run(setConversationStatus(conversation_id, status)) },
  })
  return {
    put_user: async ({ params, body }) => ({ body: { user: presentUser(await chat.run(putUser({ ...body, id: params.user_id }))) } }),
    revoke_user: async ({ params, body }) => ({ body: await chat.run(revokeUser({ id: params.user_id, jti: body.jti })) }),
    put_job: async ({ params, body }) => {
      const { job, applied } = await chat.run(putJob({ ...body, id: params.job_id }))
      return { body: { job: presentJob(job), applied } }
    },
    put_conversation: async ({ params, body }) => {
      return { body: await chat.run(putConversation({ ...body, job_id: params.job_id })) }
    },
    close_conversation: ({ params }) => setStatus(params.conversation_id, 'closed'),
    reopen_conversation: ({ params }) => setStatus(params.conversation_id, 'open'),
    list_reports: async ({ query }) => ({ body: await chat.reports(query) }),
    remove_member: async ({ params }) => ({ body: await chat.run(removeMember(params)) }),
  }
}
