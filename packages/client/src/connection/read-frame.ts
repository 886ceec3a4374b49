// Text from the server → a frame, or nothing. A light guard, not a schema: the server checks what it says, this only
// keeps a frame of another version or a broken proxy from stopping the client. Rule: CONN-4.

import type { DownFrame } from '@jobline/protocol'

/** Only that it is an object with a `type` is known of it: who takes a frame apart finds a part missing, or not. */
export function readFrame(text: string): DownFrame | undefined {
  try {
    const frame = JSON.parse(text)
    return frame?.type ? frame : undefined
  } catch {
    return undefined
  }
}
