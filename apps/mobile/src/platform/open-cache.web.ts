// Where a browser keeps a person's chats: IndexedDB, one database a person.

import type { Cache } from '@jobline/client'
import { createIndexedDbCache } from '@jobline/client/indexeddb'

export const openCache = (user_id: string): Cache => createIndexedDbCache({ user_id })
