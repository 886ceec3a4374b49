// What a person decides about themselves and about others: what they let others see, whom they block, what they report.
// Each is one question to the server and none of it is kept here; all reject with a ChatError, `unavailable` where the
// server cannot be reached. That I have blocked somebody shows in `ConversationItem.state.blocked` of our conversations.

import type { User } from '@jobline/protocol'
import type { ChatClient } from '../chat-client.ts'
import { timedIds } from '../connection/platform-ports.ts'

export interface Settings {
  /** Others see how far I have read. */
  readonly read_receipts: boolean
  /** Others see whether I am online, and I see it of them. */
  readonly presence: boolean
}

export interface Block {
  readonly user: User
  readonly blocked_at: number
}

export const REPORT_REASONS = ['spam', 'scam', 'harassment', 'off_platform_payment', 'inappropriate', 'other'] as const
export type ReportReason = (typeof REPORT_REASONS)[number]

export interface Report {
  /** Makes a repeated report one; keep it while the same form is open. */
  readonly id?: string
  readonly reason: ReportReason
  /** At most 1,000 characters. */
  readonly note?: string
  /** At most 20, all of that conversation. What they say now is kept with the report, whatever becomes of them. */
  readonly message_ids: readonly string[]
}

export interface Reported {
  readonly report_id: string
  readonly created_at: number
}

type Asks = Pick<ChatClient, 'request'>

const blockPath = (user_id: string) => `/api/blocks/${encodeURIComponent(user_id)}/`

export async function fetchSettings(client: Asks): Promise<Settings> {
  return (await client.request<{ settings: Settings }>('GET', '/api/me/settings/')).settings
}

/** What is not named stays. Resolves with all of them, as they are now. */
export async function changeSettings(client: Asks, changes: Partial<Settings>): Promise<Settings> {
  return (await client.request<{ settings: Settings }>('PATCH', '/api/me/settings/', changes)).settings
}

export async function listBlocks(client: Asks): Promise<readonly Block[]> {
  return (await client.request<{ blocks: Block[] }>('GET', '/api/blocks/')).blocks
}

/** Nothing that this person does reaches me any more, and they do not learn of it. Repeating it changes nothing. */
export async function block(client: Asks, user_id: string): Promise<void> {
  await client.request('PUT', blockPath(user_id))
}

/** What they sent meanwhile stays withheld. */
export async function unblock(client: Asks, user_id: string): Promise<void> {
  await client.request('DELETE', blockPath(user_id))
}

/** For a report that may have to be sent more than once. */
export const newReportId = (client: Pick<ChatClient, 'inside'>): string => (client.inside?.ids ?? timedIds).next()

/** Tells the marketplace of messages that should not have been sent. */
export function report(
  client: Asks & Pick<ChatClient, 'inside'>,
  conversation_id: string,
  { id = newReportId(client), reason, note, message_ids }: Report,
): Promise<Reported> {
  const body = { id, reason, ...(note ? { note } : {}), message_ids }
  return client.request('POST', `/api/conversations/${encodeURIComponent(conversation_id)}/reports/`, body)
}
