// A phone's app is installed whole; new versions come from the store.

import type { ChatClient } from '@jobline/client'

export function keepAppFiles(_connection: ChatClient['connection'] | undefined): () => void {
  return () => {}
}

export function takeNewVersion(): void {}

export const isInstalled = (): boolean => true
