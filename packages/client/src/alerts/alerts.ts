// When a device makes a sound, as an app asks for it. The rules: create-alerts.ts (RT-6).

import type { Message } from '@jobline/protocol'

export interface Alert {
  readonly conversation_id: string
  /** The newest message that it stands for. */
  readonly message: Message
  /** How many new messages it stands for, of all conversations together. */
  readonly count: number
}

export interface AlertsOptions {
  /** The person looks at this chat now: app in front, chat open, newest message in sight. */
  isOpen(conversation_id: string): boolean
  /**
   * Lets the tabs of one browser agree: resolves with true for the first that asks for this key, and false for all others.
   * Without it every tab makes its sound.
   */
  claim?(key: string): Promise<boolean>
  onAlert(alert: Alert): void
}

export interface Alerts {
  close(): void
}
