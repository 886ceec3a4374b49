// Text from the server → a frame, or nothing. A light guard, not a schema: the server checks what it says, this only
// keeps a frame of another version or a broken proxy from stopping the client. Rule: CONN-4.

import type { DownFrame } from '@jobline/protocol'

/** The entity that a frame is about, without which it says nothing. */
const ABOUT: Partial<Record<string, string>> = {
  chat_message: 'message',
  message_update: 'message',
  conversation: 'conversation',
  member_state: 'state',
  job: 'job',
}

export function readFrame(text: string): DownFrame | undefined {
  let frame: Record<string, unknown> | null
  try {
    frame = JSON.parse(text)
  } catch {
    return undefined
  }
  if (typeof frame !== 'object' || frame === null) return undefined
  const about = ABOUT[String(frame.type)]
  if (about && (typeof frame[about] !== 'object' || frame[about] === null)) return undefined
  return frame as unknown as DownFrame
}
