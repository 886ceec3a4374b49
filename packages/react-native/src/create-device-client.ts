// The client library with what a device has: its storage, its network, its foreground. An app that keeps chats elsewhere
// calls `createChatClient` itself.

import { type ChatClient, type ChatClientOptions, createChatClient } from '@jobline/client'
import { deviceCache } from './platform/device-cache.ts'
import { devicePorts } from './platform/device-ports.ts'

export type DeviceClientOptions = Omit<ChatClientOptions, 'cache'> & Partial<Pick<ChatClientOptions, 'cache'>>

/**
 * Create it once for each signed-in person, outside of components. Keeps the chats in IndexedDB in a browser and in SQLite
 * on a phone, under this person's id.
 *
 * @example
 * const client = createDeviceClient({ url: 'https://chat.example', user_id: me.id, getToken })
 */
export function createDeviceClient({ cache, ports, ...options }: DeviceClientOptions): ChatClient {
  return createChatClient({ ...options, cache: cache ?? deviceCache(options.user_id), ports: { ...devicePorts(), ...ports } })
}
