// React hooks over the client's views. Works in React Native and in the browser: it renders nothing.

export { ChatContext, useChat } from './chat-context.ts'
export { useAlerts, useDiagnostics, useWaiting } from './device-hooks.ts'
export { useConnection, useConversation, useConversations, useMessages, usePresence } from './hooks.ts'
export { type BlocksHook, type PersonActions, type SettingsHook, useBlocks, usePersonActions, useSettings } from './people-hooks.ts'
export { type MessagesAroundHook, type SearchHook, useMessagesAround, useQuote, useSearch } from './search-hooks.ts'
export { useView } from './use-view.ts'
