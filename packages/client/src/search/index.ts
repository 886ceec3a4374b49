// Entry `@jobline/client/search`.

export { createSearch } from './create-search.ts'
export type { ConversationHit, MessageHit, Part, Search, SearchOptions, SearchSnapshot } from './search.ts'
