// What docs/integrate.md shows of the client's entries, so that it compiles; integrate-page.test.ts keeps the two alike.

import type { ChatClient } from '@jobline/client'
import { createAlerts } from '@jobline/client/alerts'
import { createMessagesAround, createQuotes } from '@jobline/client/around'
import { diagnosticsOf } from '@jobline/client/diagnostics'
import { block, changeSettings, report } from '@jobline/client/people'
import { createSearch } from '@jobline/client/search'

interface Shown {
  readonly conversation_id: string
  readonly message_id: string
  readonly other_id: string
  show(what: unknown): void
  play(): void
  isInFront(conversation_id: string): boolean
}

export async function example(client: ChatClient, { conversation_id, message_id, other_id, show, play, isInFront }: Shown) {
  // example begins
  // Find: people and jobs at once, messages from the server, or on this device while that cannot be reached.
  const search = createSearch(client)
  search.subscribe(() => show(search.getSnapshot()))
  search.setQuery('kitchen sink')

  // Open a chat at a message that was found, however far back it is, and show what replies quote.
  const around = createMessagesAround(client, conversation_id, { message_id })
  around.subscribe(() => show(around.getSnapshot().items))
  await around.loadBefore()
  const quote = createQuotes(client).quote(conversation_id, message_id)
  quote.subscribe(() => show(quote.getSnapshot()))

  // Decide about oneself and others.
  await changeSettings(client, { read_receipts: false })
  await block(client, other_id)
  await report(client, conversation_id, { reason: 'scam', note: 'Asks for money in advance.', message_ids: [message_id] })

  // Make a sound: once for new messages of others that nobody has seen, in one tab of the browser.
  const alerts = createAlerts(client, {
    isOpen: (id) => isInFront(id),
    onAlert: ({ conversation_id: id, count }) => {
      play()
      show({ id, count })
    },
  })

  // What a person may send to those who help them: numbers and states, nothing that was said.
  show(JSON.stringify(diagnosticsOf(client)))

  for (const thing of [search, around, alerts]) thing.close()
  // example ends
}
