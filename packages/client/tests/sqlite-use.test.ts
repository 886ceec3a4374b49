// Damage that is found while the phone's cache is in use: the session goes on, the outbox stays, and the next start
// fetches everything anew instead of trusting a part.

import { Database } from 'bun:sqlite'
import { afterAll, expect, test } from 'bun:test'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createSqliteCache } from '@jobline/client/sqlite'
import { bunSqlFile } from '@jobline/testkit'
import { conversationRow, sendItem, storedMessage } from './cache-rows.ts'

const folder = mkdtempSync(join(tmpdir(), 'jobline-use-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))
const path = join(folder, 'cache.db')
const cacheOf = () => createSqliteCache(bunSqlFile(path))

test('G7 a message that reads as nobody wrote it: what is unsent is kept, what is known is asked for again', async () => {
  const cache = cacheOf()
  await cache.load()
  await cache.write([
    { conversations: [conversationRow('c1', 2), conversationRow('c2', 1)], messages: [storedMessage('c1', 1), storedMessage('c1', 2)] },
  ])
  await cache.write([{ outbox_added: [sendItem('before', 1)], meta: { epoch: 'e', cursor: '1' } }])
  const disk = new Database(path)
  disk.run(`UPDATE messages SET row = replace(row, 'text 2', 'text 3') WHERE seq = 2`)
  disk.close()
  expect(await cache.messages('c1', 10, 10)).toEqual([])
  // The session knows more than the file now: of that only the outbox may be written down, and nothing shows as stored.
  const refused = await cache
    .write([{ conversations: [conversationRow('c1', 3)], meta: { cursor: '2' } }])
    .catch((error: Error) => error.message)
  expect(refused).toContain('rebuilt')
  await cache.write([{ outbox_added: [sendItem('after', 2)] }])
  expect((await cache.claim(['before', 'after'])).map(({ id }) => id)).toEqual(['before', 'after'])
  await cache.close()
  const again = cacheOf()
  const { meta, conversations, outbox } = await again.load()
  expect([meta.cursor, meta.lost_unsent, conversations, outbox.map(({ id }) => id)]).toEqual([
    undefined,
    undefined,
    [],
    ['before', 'after'],
  ])
  await again.write([{ conversations: [conversationRow('c1', 3)], meta: { cursor: '3' } }])
  expect((await again.load()).meta.cursor).toBe('3')
  await again.close()
})

test('a row that breaks a rule is refused alone: it is no damage', async () => {
  const cache = cacheOf()
  await cache.wipe()
  await cache.write([{ meta: { cursor: '1' }, messages: [storedMessage('c1', 1)] }])
  const broken = { ...storedMessage('c1', 2), seq: undefined } as never
  const refused = await cache.write([{ meta: { cursor: '2' } }, { messages: [broken] }]).catch((error: Error) => error.message)
  expect(refused).toContain('constraint')
  expect([(await cache.load()).meta.cursor, (await cache.messages('c1', 10, 10)).length]).toEqual(['1', 1])
  await cache.close()
})
