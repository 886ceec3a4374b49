// Where a browser keeps a person's chats: IndexedDB, one database a person.

import type { Cache } from '@jobline/client'
import { createIndexedDbCache } from '@jobline/client/indexeddb'

export function deviceCache(user_id: string): Cache {
  // Once, and whatever the answer: without it a browser that needs space may delete what was not sent.
  void navigator.storage?.persist?.().catch(() => {})
  return createIndexedDbCache({ user_id })
}
