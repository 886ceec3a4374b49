// Who this tab is signed in as. Keeps the demo name and the user's id, so that a reload works offline too;
// never a token: those live in memory and are exchanged again when the client asks.
//
//   none ──enter──▶ entering ──token──▶ active ──leave──▶ none
//                      └────refused────▶ failed ──enter──▶ entering

import { type Cache, type ChatClient, ChatError, createChatClient } from '@jobline/client'
import { createContext, type ReactNode, useCallback, useContext, useEffect, useMemo, useState } from 'react'
import { openCache } from '../platform/open-cache.ts'
import { serverUrl } from '../platform/server-url.ts'
import { tabStorage } from '../platform/tab-storage.ts'
import { exchange } from './demo-api.ts'

const KEY = 'jobline.demo'
/** Lets this tab into the demo of another machine; worth nothing once that server has stopped. */
const CODE_KEY = 'jobline.demo.code'

interface Person {
  readonly name: string
  readonly user_id: string
  readonly display_name: string
}

export type SessionState =
  | { readonly state: 'none' }
  | { readonly state: 'entering'; readonly name: string }
  | { readonly state: 'failed'; readonly name: string; readonly error: ChatError }
  | { readonly state: 'active'; readonly person: Person; readonly client: ChatClient; readonly cache: Cache }

interface Session {
  readonly session: SessionState
  /** Signs in as a person of the demo, with the pairing code where one was asked for. true: the client runs. */
  enter(name: string, code?: string): Promise<boolean>
  /** Signs out: nothing of this person stays on the device, unsent messages included. */
  leave(): Promise<void>
}

const SessionContext = createContext<Session | undefined>(undefined)

export function useSession(): Session {
  const session = useContext(SessionContext)
  if (!session) throw new Error('useSession needs a <SessionProvider> above it.')
  return session
}

export function SessionProvider({ children }: { children: ReactNode }) {
  const [session, setSession] = useState<SessionState>(firstSession)
  useEffect(() => {
    if (session.state === 'active') return () => void session.client.close()
  }, [session])
  const enter = useCallback(async (name: string, code = tabStorage.get(CODE_KEY) ?? undefined) => {
    setSession({ state: 'entering', name })
    try {
      const { token, user } = await exchange(name, code)
      if (code !== undefined) tabStorage.set(CODE_KEY, code)
      const person = { name, user_id: user.id, display_name: user.name }
      tabStorage.set(KEY, JSON.stringify(person))
      setSession(active(person, token))
      return true
    } catch (error) {
      setSession({ state: 'failed', name, error: error instanceof ChatError ? error : new ChatError('internal', true, String(error)) })
      return false
    }
  }, [])
  const leave = useCallback(async () => {
    tabStorage.remove(KEY)
    if (session.state === 'active') await session.client.signOut().catch(() => {})
    setSession({ state: 'none' })
  }, [session])
  const value = useMemo(() => ({ session, enter, leave }), [session, enter, leave])
  return <SessionContext value={value}>{children}</SessionContext>
}

let first: SessionState | undefined
/** Made once: React may throw the first render away, and a client made in it would live on beside the second one. */
function firstSession(): SessionState {
  first ??= remembered()
  return first
}

function remembered(): SessionState {
  try {
    const { name, user_id, display_name } = JSON.parse(tabStorage.get(KEY) ?? '{}') as Partial<Person>
    if (name && user_id && display_name) return active({ name, user_id, display_name })
  } catch {
    tabStorage.remove(KEY)
  }
  return { state: 'none' }
}

function active(person: Person, first_token?: string): SessionState {
  let unused = first_token
  const cache = openCache(person.user_id)
  const client = createChatClient({
    url: serverUrl(),
    user_id: person.user_id,
    cache,
    client_name: 'jobline-app',
    async getToken(reason) {
      const token = reason === 'start' ? unused : undefined
      unused = undefined
      return token ?? (await exchange(person.name, tabStorage.get(CODE_KEY) ?? undefined)).token
    },
  })
  return { state: 'active', person, client, cache }
}
