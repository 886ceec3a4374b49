// Phones keep chats in memory for now: they come back from the server at the next start.

import { type Cache, createMemoryCache } from '@jobline/client'

export const openCache = (_user_id: string): Cache => createMemoryCache()
