// Who this tab is signed in as. Whom this device knows (known-people.ts) needs no server to get in: their chats are here. Tokens
// live in memory alone and are exchanged again when the client asks.
//
//   none ──resume──▶ active
//   none ──enter──▶ entering ──token, or unreachable and known──▶ active ──leave──▶ none
//   none ◀──cancel──────┤
//                      └──────────refused──────────▶ failed ──enter──▶ entering

import { type Cache, type ChatClient, ChatError } from '@jobline/client'
import { createDeviceClient, deviceCache, forgetPerson } from '@jobline/react-native'
import { createContext, type ReactNode, useCallback, useContext, useEffect, useMemo, useRef, useState } from 'react'
import { keepAppFiles } from '../platform/app-files.ts'
import { serverUrl } from '../platform/server-url.ts'
import { exchange, inTime, LONG_PATIENCE_MS, PATIENCE_MS } from './demo-api.ts'
import { forget, lastPerson, onPeopleChanged, type Person, pairingCode, personOfName, personOfTab, remember } from './known-people.ts'

export type SessionState =
  | { readonly state: 'none' }
  | { readonly state: 'entering'; readonly name: string }
  | { readonly state: 'failed'; readonly name: string; readonly error: ChatError }
  | ActiveSession

export interface ActiveSession {
  readonly state: 'active'
  readonly person: Person
  readonly client: ChatClient
  readonly cache: Cache
}

interface Session {
  readonly session: SessionState
  /** Signs in as a person of the demo, with the pairing code where one was asked for. true: the client runs. */
  enter(name: string, code?: string): Promise<boolean>
  /** Gives up what `enter` is about. */
  cancel(): void
  /** Goes on as the last person of this device. false: there is none, or they have signed out in this tab. */
  resume(): boolean
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
  useEffect(() => keepAppFiles(session.state === 'active' ? session.client.connection : undefined), [session])
  useEffect(() => {
    if (session.state !== 'active') return
    // Whoever signs out in one tab has signed out on this device.
    const end = onPeopleChanged(() => {
      if (personOfName(session.person.name)) return
      forget(session.person)
      setSession({ state: 'none' })
    })
    return () => {
      end()
      void session.client.close()
    }
  }, [session])
  const attempt = useRef(0)
  const enter = useCallback(async (name: string, code = pairingCode()) => {
    // The last one that was chosen counts, whichever answer comes last.
    const mine = ++attempt.current
    setSession({ state: 'entering', name })
    const known = personOfName(name)
    try {
      const exchanged = exchange(name, code)
      const { token, user } = await inTime(exchanged, known ? PATIENCE_MS : LONG_PATIENCE_MS)
      if (mine !== attempt.current) return false
      const person = { name, user_id: user.id, display_name: user.name }
      remember(person, code)
      setSession(active(person, token))
      return true
    } catch (error) {
      if (mine !== attempt.current) return false
      if (known && error instanceof ChatError && error.retryable) {
        remember(known, undefined)
        setSession(active(known))
        return true
      }
      setSession({ state: 'failed', name, error: error instanceof ChatError ? error : new ChatError('internal', true, String(error)) })
      return false
    }
  }, [])
  const cancel = useCallback(() => {
    attempt.current++
    setSession((now) => (now.state === 'entering' ? { state: 'none' } : now))
  }, [])
  const resume = useCallback(() => {
    const person = lastPerson()
    if (!person) return false
    remember(person, undefined)
    setSession(active(person))
    return true
  }, [])
  const leave = useCallback(async () => {
    if (session.state === 'active') {
      forget(session.person)
      await session.client.signOut().catch(() => {})
      await forgetPerson(session.person.user_id)
    }
    setSession({ state: 'none' })
  }, [session])
  const value = useMemo(() => ({ session, enter, cancel, resume, leave }), [session, enter, cancel, resume, leave])
  return <SessionContext value={value}>{children}</SessionContext>
}

let first: SessionState | undefined
/** Made once: React may throw the first render away, and a client made in it would live on beside the second one. */
function firstSession(): SessionState {
  first ??= remembered()
  return first
}

function remembered(): SessionState {
  const person = personOfTab()
  return person ? active(person) : { state: 'none' }
}

function active(person: Person, first_token?: string): SessionState {
  let unused = first_token
  const cache = deviceCache(person.user_id)
  const client = createDeviceClient({
    url: serverUrl(),
    user_id: person.user_id,
    cache,
    client_name: 'jobline-app',
    async getToken(reason) {
      const token = reason === 'start' ? unused : undefined
      unused = undefined
      return token ?? (await exchange(person.name, pairingCode())).token
    },
  })
  return { state: 'active', person, client, cache }
}
