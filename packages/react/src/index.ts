// React hooks over the client's views. Works in React Native and in the browser: it renders nothing.

export { ChatContext, useChat } from './chat-context.ts'
export { useConnection, useConversation, useConversations, useMessages, usePresence } from './hooks.ts'
export { useView } from './use-view.ts'
