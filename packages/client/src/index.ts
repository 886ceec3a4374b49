// Public entry of the client library. The caches of devices are entries of their own (`@jobline/client/indexeddb`,
// `@jobline/client/sqlite`), so that a runtime without the one or the other does not carry it.

export type { Http, HttpAnswer } from './api/rest.ts'
export type { Cache, CacheChange, ConversationRow, Meta, PendingState, Snapshot } from './cache/cache.ts'
export { createMemoryCache } from './cache/memory/memory-cache.ts'
export { type ChatClient, ChatError, type Inside, type Method, type SendOptions, type Tap } from './chat-client.ts'
export type { TokenReason } from './connection/connection-state.ts'
export type { Ports } from './connection/platform-ports.ts'
export type { AppState, Cancel, Clock, Ids, Network, Random } from './connection/ports.ts'
export type { Socket, SocketEvents, Transport } from './connection/transport.ts'
export { type ChatClientOptions, createChatClient } from './create-chat-client.ts'
export type { ChangeItem, DeleteItem, EditItem, OutboxItem, OutboxState, ReactionItem, SendItem } from './outbox/outbox-state.ts'
export type { Range } from './sync/range.ts'
export type {
  ConnectionSnapshot,
  ConnectionState,
  ConversationItem,
  ConversationListSnapshot,
  DeliveryStatus,
  MessageChange,
  MessageItem,
  MessageListSnapshot,
  PresenceSnapshot,
  StorageState,
  View,
} from './views/view.ts'
