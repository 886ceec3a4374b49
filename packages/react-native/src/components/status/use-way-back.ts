// What a person can do about a connection that is none.

import type { ConnectionState } from '@jobline/client'
import { useChat } from '@jobline/react'
import { useSignIn } from '../../providers/sign-in.tsx'
import { useStrings } from '../../strings/use-strings.tsx'

export interface WayBack {
  readonly label: string
  readonly onPress: () => void
}

/** undefined: nothing, or nothing is needed. */
export function useWayBack(state: ConnectionState): WayBack | undefined {
  const client = useChat()
  const onSignIn = useSignIn()
  const { connection } = useStrings()
  const reconnect = () => client.reconnect()
  if (state === 'offline') return { label: connection.try_now, onPress: reconnect }
  // Without a way of the app's a token is asked for once more: it may have been for a moment.
  if (state === 'signed_out') return { label: connection.sign_in, onPress: onSignIn ?? reconnect }
  return undefined
}
