// Hooks for the device that the app runs on: when it makes a sound, and how it stands.

import type { OutboxItem } from '@jobline/client'
import { type AlertsOptions, createAlerts } from '@jobline/client/alerts'
import { createWaiting, type Diagnostics, diagnosticsOf } from '@jobline/client/diagnostics'
import { useEffect, useMemo, useRef } from 'react'
import { useChat } from './chat-context.ts'
import { useConnection } from './hooks.ts'
import { useView } from './use-view.ts'

/** Tells of new messages while the component is mounted: once in an app, near its root. The options may change with every render. */
export function useAlerts(options: AlertsOptions): void {
  const client = useChat()
  const latest = useRef(options)
  useEffect(() => {
    latest.current = options
  })
  useEffect(() => {
    const alerts = createAlerts(client, {
      isOpen: (conversation_id) => latest.current.isOpen(conversation_id),
      claim: async (key) => (await latest.current.claim?.(key)) ?? true,
      onAlert: (alert) => latest.current.onAlert(alert),
    })
    return alerts.close
  }, [client])
}

/** How this device stands, without anything that was said: as it was when the connection last changed. */
export function useDiagnostics(): Diagnostics {
  const client = useChat()
  useConnection()
  return diagnosticsOf(client)
}

/** What waits in the outbox, act by act, in the order in which it was done. */
export function useWaiting(): readonly OutboxItem[] {
  const client = useChat()
  return useView(useMemo(() => createWaiting(client), [client]))
}
