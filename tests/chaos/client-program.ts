// A phone that can be killed: the client library over its SQLite cache, as a process of its own. Told by lines on its
// standard input what a person does; tells by lines on its standard output what its screens say. A line is out when
// `writeSync` returns, so what was told before a kill was seen before it.

import { writeSync } from 'node:fs'
import { type ConnectionSnapshot, createChatClient, createMemoryCache } from '@jobline/client'
import { createSqliteCache } from '@jobline/client/sqlite'
import { bunSqlFile } from '@jobline/testkit'
import { until } from '@jobline/testkit/until'
import { Witness } from '../harness/witness.ts'
import type { ClientSettings, Command, Telling } from './client-process.ts'

function tell(telling: Telling): void {
  const bytes = new TextEncoder().encode(`${JSON.stringify(telling)}\n`)
  for (let written = 0; written < bytes.length; ) {
    try {
      written += writeSync(1, bytes, written)
    } catch (error) {
      // The reader is slower than we are: again.
      if ((error as { code?: string }).code !== 'EAGAIN') throw error
    }
  }
}

const settings = JSON.parse(process.argv[2] ?? '') as ClientSettings
const { url, user_id, token, conversation_ids } = settings
const cache = settings.file === undefined ? createMemoryCache() : createSqliteCache(bunSqlFile(settings.file))
const client = createChatClient({ url, user_id, cache, getToken: async () => token, ports: { random: { next: () => Math.random() / 10 } } })
const witness = new Witness(client, {
  invoked: (conversation_id, text) => tell({ type: 'invoked', conversation_id, text }),
  named: (text, id) => tell({ type: 'named', text, id }),
  failed: (id) => tell({ type: 'failed', id }),
  refused: (text) => tell({ type: 'refused', text }),
  ok: (id, place) => tell({ type: 'ok', id, place }),
  seen: (what, value) => tell({ type: 'seen', what, value }),
  shows: (what, value) => tell({ type: 'shows', what, value }),
})
let told: ConnectionSnapshot | undefined
client.connection.subscribe(() => {
  const { state, waiting } = client.connection.getSnapshot()
  if (told?.state === state && told.waiting === waiting) return
  told = client.connection.getSnapshot()
  tell({ type: 'connection', state, waiting })
})
for (const id of conversation_ids) witness.watch(id)

async function run(command: Command): Promise<void> {
  if (command.type === 'send') {
    const id = await witness.send(command.conversation_id, command.text)
    if (id !== undefined) tell({ type: 'kept', text: command.text })
  } else if (command.type === 'read') {
    const shown = client.messages(command.conversation_id).getSnapshot().items
    client.markRead(command.conversation_id, Math.max(0, ...shown.map(({ seq }) => seq)))
  } else if (command.type === 'edit' || command.type === 'delete') {
    const { conversation_id, id } = command
    const text = command.type === 'edit' ? command.text : undefined
    tell({ type: 'changing', id, text })
    await (text === undefined ? client.delete(conversation_id, id) : client.edit(conversation_id, id, text))
    tell({ type: 'changed', id, text })
  } else if (command.type === 'react') {
    await client.react(command.conversation_id, command.id, command.emoji, command.active)
  } else if (command.type === 'reconnect') client.reconnect()
  else {
    // Everything, not only the newest page.
    for (const id of conversation_ids) {
      const view = client.messages(id)
      await until(view, ({ ready }) => ready)
      while (view.getSnapshot().more_before) await client.loadBefore(id)
    }
    tell({ type: 'screens', screens: conversation_ids.map((id) => [id, witness.screen(id)]) })
  }
}

let rest = ''
for await (const chunk of Bun.stdin.stream().pipeThrough(new TextDecoderStream())) {
  const lines = (rest + chunk).split('\n')
  rest = lines.pop() ?? ''
  // One after the other: a person writes in order.
  for (const line of lines) await run(JSON.parse(line) as Command)
}
await client.close()
