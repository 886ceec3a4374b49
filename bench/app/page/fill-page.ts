// Fills the browser's own cache of a person by the client library, as the app would over years: syncs the list, reads the long
// conversation back to its beginning, and reads it up to its end. Same origin and same database as the app.

import { createChatClient } from '@jobline/client'
import { createIndexedDbCache, databaseName } from '@jobline/client/indexeddb'

export interface Filled {
  readonly conversations: number
  readonly messages: number
}

const wait = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))

async function fill(person: string, conversation_id: string, least: number): Promise<Filled> {
  const client = createChatClient({
    url: location.origin,
    user_id: person,
    cache: createIndexedDbCache({ user_id: person }),
    client_name: 'jobline-bench',
    async getToken() {
      const answer = await fetch(`/api/demo/${person}/token/`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: '{}',
      })
      return ((await answer.json()) as { token: string }).token
    },
  })
  const inside = client.inside
  if (!inside) throw new Error('The client does not show its inside.')
  const row = () => inside.replica.conversations.get(conversation_id)
  while (inside.replica.conversations.size < least || inside.replica.meta().complete !== true) await wait(50)
  // Nobody looks at the messages: a page costs a page, however many are there.
  while ((row()?.range.first_seq ?? 0) > 1) await client.loadBefore(conversation_id)
  client.markRead(conversation_id, row()?.conversation.last_seq ?? 0)
  while (row()?.pending_read_seq !== undefined) await wait(50)
  await client.close()
  return count(databaseName({ user_id: person }))
}

/** What stands in the database, counted by the browser. */
function count(name: string): Promise<Filled> {
  return new Promise((resolve, reject) => {
    const opening = indexedDB.open(name)
    opening.onerror = () => reject(opening.error)
    opening.onsuccess = () => {
      const database = opening.result
      const transaction = database.transaction(['conversations', 'messages'])
      const conversations = transaction.objectStore('conversations').count()
      const messages = transaction.objectStore('messages').count()
      transaction.oncomplete = () => {
        database.close()
        resolve({ conversations: conversations.result, messages: messages.result })
      }
    }
  })
}

declare global {
  interface Window {
    fill: typeof fill
  }
}

window.fill = fill
