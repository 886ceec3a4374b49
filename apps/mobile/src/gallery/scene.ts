// A picture of the gallery: a client and what stands on it.

import type { ReactNode } from 'react'
import type { FakeChatClient } from './fake-chat-client.ts'

export interface Scene {
  readonly client: () => FakeChatClient
  readonly show: () => ReactNode
}
