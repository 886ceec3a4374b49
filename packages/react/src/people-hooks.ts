// Hooks for what a person decides about themselves and others. The server is asked when the component is mounted, and again
// once it can be reached; a change shows at once and goes back where it was refused.

import { ChatError } from '@jobline/client'
import {
  type Block,
  block,
  changeSettings,
  fetchSettings,
  listBlocks,
  type Report,
  type Reported,
  report,
  type Settings,
  unblock,
} from '@jobline/client/people'
import type { ErrorCode } from '@jobline/protocol'
import { useCallback, useEffect, useState } from 'react'
import { useChat } from './chat-context.ts'
import { useConnection } from './hooks.ts'

const codeOf = (error: unknown): ErrorCode => (error instanceof ChatError ? error.code : 'internal')

interface Asked<T> {
  readonly value?: T
  readonly error_code?: ErrorCode
}

/** What the server says, asked anew whenever this device has come back to it. */
function useAsked<T>(ask: () => Promise<T>): [Asked<T>, (value: T) => void, () => Promise<void>] {
  const [asked, setAsked] = useState<Asked<T>>({})
  const is_live = useConnection().state === 'live'
  const load = useCallback(async () => {
    try {
      const value = await ask()
      setAsked({ value })
    } catch (error) {
      setAsked((before) => ({ value: before.value, error_code: codeOf(error) }))
    }
  }, [ask])
  useEffect(() => {
    if (is_live) void load()
  }, [is_live, load])
  const set = useCallback((value: T) => setAsked({ value }), [])
  return [asked, set, load]
}

export interface SettingsHook {
  /** Absent until the server has answered. */
  readonly settings?: Settings
  /** Why they could not be brought. */
  readonly error_code?: ErrorCode
  /** Shows at once. Rejects with a ChatError, and shows what was before, where the server did not take it. */
  change(changes: Partial<Settings>): Promise<void>
  reload(): Promise<void>
}

export function useSettings(): SettingsHook {
  const client = useChat()
  const [{ value: settings, error_code }, set, reload] = useAsked(useCallback(() => fetchSettings(client), [client]))
  const change = useCallback(
    async (changes: Partial<Settings>) => {
      if (settings) set({ ...settings, ...changes })
      try {
        set(await changeSettings(client, changes))
      } catch (error) {
        if (settings) set(settings)
        throw error
      }
    },
    [client, settings, set],
  )
  return { settings, error_code, change, reload }
}

export interface BlocksHook {
  /** Absent until the server has answered. */
  readonly blocks?: readonly Block[]
  readonly error_code?: ErrorCode
  /** Rejects with a ChatError. */
  block(user_id: string): Promise<void>
  /** Takes the row away at once. Rejects with a ChatError, and shows it again, where the server did not take it. */
  unblock(user_id: string): Promise<void>
  reload(): Promise<void>
}

export function useBlocks(): BlocksHook {
  const client = useChat()
  const [{ value: blocks, error_code }, set, reload] = useAsked(useCallback(() => listBlocks(client), [client]))
  return {
    blocks,
    error_code,
    reload,
    block: useCallback(
      async (user_id) => {
        await block(client, user_id)
        await reload()
      },
      [client, reload],
    ),
    unblock: useCallback(
      async (user_id) => {
        if (blocks) set(blocks.filter(({ user }) => user.id !== user_id))
        try {
          await unblock(client, user_id)
        } catch (error) {
          if (blocks) set(blocks)
          throw error
        }
      },
      [client, blocks, set],
    ),
  }
}

export interface PersonActions {
  block(user_id: string): Promise<void>
  unblock(user_id: string): Promise<void>
  report(conversation_id: string, report: Report): Promise<Reported>
}

/** What a chat's menu does about the other person; whether they are blocked is in `useConversation(id).state.blocked`. All reject with a ChatError. */
export function usePersonActions(): PersonActions {
  const client = useChat()
  return {
    block: useCallback((user_id) => block(client, user_id), [client]),
    unblock: useCallback((user_id) => unblock(client, user_id), [client]),
    report: useCallback((conversation_id, its) => report(client, conversation_id, its), [client]),
  }
}
