// Hooks for what a person decides about themselves and others. A change shows at once, wherever it is shown, and goes back
// where it was refused.

import { type Block, block, listBlocks, type Report, type Reported, report, type Settings, unblock } from '@jobline/client/people'
import type { ErrorCode } from '@jobline/protocol'
import { useMemo } from 'react'
import { sharedAnswer, useAsked } from './asked.ts'
import { useChat } from './chat-context.ts'
import { changesOf, settingsOf } from './settings-changes.ts'

const blocksOf = sharedAnswer(listBlocks)

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
  const view = settingsOf(client)
  const { value: settings, error_code } = useAsked(view)
  const actions = useMemo(
    () => ({ reload: view.reload, change: (changes: Partial<Settings>) => changesOf(client).change(changes) }),
    [client, view],
  )
  return { settings, error_code, ...actions }
}

export interface BlocksHook {
  /** Absent until the server has answered. The last one first. */
  readonly blocks?: readonly Block[]
  readonly error_code?: ErrorCode
  /** Rejects with a ChatError. */
  block(user_id: string): Promise<void>
  /** Takes the row away at once. Rejects with a ChatError, and shows it again, where the server did not take it. */
  unblock(user_id: string): Promise<void>
  reload(): Promise<void>
}

export function useBlocks(): BlocksHook {
  const view = blocksOf(useChat())
  const { value: blocks, error_code } = useAsked(view)
  const { block, unblock } = usePersonActions()
  return { blocks, error_code, block, unblock, reload: view.reload }
}

export interface PersonActions {
  block(user_id: string): Promise<void>
  unblock(user_id: string): Promise<void>
  report(conversation_id: string, report: Report): Promise<Reported>
}

/** What a chat's menu does about the other person; whether they are blocked is in `useConversation(id).state.blocked`. All reject with a ChatError. */
export function usePersonActions(): PersonActions {
  const client = useChat()
  return useMemo(() => {
    const view = blocksOf(client)
    return {
      async block(user_id) {
        await block(client, user_id)
        // Who they are comes from the server.
        if (view.getSnapshot().value) await view.reload()
      },
      async unblock(user_id) {
        const before = view.getSnapshot().value
        if (before) view.set(before.filter(({ user }) => user.id !== user_id))
        try {
          await unblock(client, user_id)
        } catch (error) {
          const now = view.getSnapshot().value ?? []
          if (before) view.set(before.filter((it) => it.user.id === user_id || now.includes(it)))
          throw error
        }
      },
      report: (conversation_id, its) => report(client, conversation_id, its),
    }
  }, [client])
}
