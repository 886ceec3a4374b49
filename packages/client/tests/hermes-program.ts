// Run as a process of its own by hermes.test.ts: takes away what Hermes does not have, then chats.

const [url = '', token = '', user_id = '', conversation_id = '', path = ''] = process.argv.slice(2)
const scope = globalThis as Record<string, unknown>
const MISSING = [
  'navigator',
  'crypto',
  'indexedDB',
  'BroadcastChannel',
  'structuredClone',
  'document',
  'addEventListener',
  'removeEventListener',
]
for (const name of MISSING) {
  Object.defineProperty(scope, name, { value: undefined, configurable: true, writable: true })
  delete scope[name]
}
for (const name of ['PluralRules', 'RelativeTimeFormat', 'Segmenter', 'DisplayNames', 'ListFormat'])
  delete (Intl as unknown as Record<string, unknown>)[name]
const left = MISSING.filter((name) => scope[name] !== undefined)
if (left.length > 0 || 'PluralRules' in Intl) throw new Error(`still there: ${left.join(', ')}`)

const { createChatClient } = await import('../src/index.ts')
const { createSqliteCache } = await import('@jobline/client/sqlite')
const { bunSqlFile } = await import('@jobline/testkit/bun-sql-file')
const { until } = await import('./until.ts')
const client = createChatClient({ url, user_id, cache: createSqliteCache(bunSqlFile(path)), getToken: async () => token })
client.messages(conversation_id).subscribe(() => {})
await client.send(conversation_id, 'from Hermes')
const { items } = await until(client.messages(conversation_id), ({ items }) => items.at(-1)?.status === 'sent')
console.log(items.at(-1)?.text)
await client.close()
const kept = await createSqliteCache(bunSqlFile(path)).messages(conversation_id, Number.MAX_SAFE_INTEGER, 1)
console.log(kept[0]?.text)
process.exit(0)

export {}
