// What the server was asked for and several components show: one answer a client, shared by all that look, so that a change
// in one place is a change in all. Asked anew when a component mounts and when the device has come back to the server.

import { type ChatClient, ChatError, type View } from '@jobline/client'
import type { ErrorCode } from '@jobline/protocol'
import { useEffect } from 'react'
import { useConnection } from './hooks.ts'
import { useView } from './use-view.ts'

export interface Asked<T> {
  /** Absent until the server has answered. */
  readonly value?: T
  /** Why it could not be brought. */
  readonly error_code?: ErrorCode
}

export interface AskedView<T> extends View<Asked<T>> {
  /** Shown in its place from now on; an answer that is under way is older. */
  set(value: T): void
  reload(): Promise<void>
}

/** A function that gives each client its own view of the answer. */
export function sharedAnswer<T>(ask: (client: ChatClient) => Promise<T>): (client: ChatClient) => AskedView<T> {
  const views = new WeakMap<ChatClient, AskedView<T>>()
  return (client) => {
    const view = views.get(client) ?? createAsked(() => ask(client))
    views.set(client, view)
    return view
  }
}

function createAsked<T>(ask: () => Promise<T>): AskedView<T> {
  const listeners = new Set<() => void>()
  let asked: Asked<T> = {}
  let changes = 0
  const show = (next: Asked<T>) => {
    asked = next
    for (const listener of [...listeners]) listener()
  }
  return {
    getSnapshot: () => asked,
    subscribe(listener) {
      const own = () => listener()
      listeners.add(own)
      return () => listeners.delete(own)
    },
    set(value) {
      changes++
      show({ value })
    },
    async reload() {
      const mine = ++changes
      // Why an earlier question failed says nothing of this one.
      if (asked.error_code !== undefined) show({ ...asked, error_code: undefined })
      try {
        const value = await ask()
        if (mine === changes) show({ value })
      } catch (error) {
        const error_code = error instanceof ChatError ? error.code : 'internal'
        if (mine === changes) show({ ...asked, error_code })
      }
    },
  }
}

export function useAsked<T>(view: AskedView<T>): Asked<T> {
  const is_live = useConnection().state === 'live'
  useEffect(() => {
    if (is_live) void view.reload()
  }, [is_live, view])
  return useView(view)
}
