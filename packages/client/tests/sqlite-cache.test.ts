// The contract of the cache on a real SQLite file, and what only a file can show.

import { afterAll, describe, expect, test } from 'bun:test'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Cache } from '@jobline/client'
import { createSqliteCache } from '@jobline/client/sqlite'
import { bunSqlFile } from '@jobline/testkit'
import { testCache } from '@jobline/testkit/contracts/cache-contract'

const folder = mkdtempSync(join(tmpdir(), 'jobline-cache-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

let files = 0
const paths = new WeakMap<Cache, string>()
function open(path = join(folder, `${++files}.db`)): Cache {
  const cache = createSqliteCache(bunSqlFile(path))
  paths.set(cache, path)
  return cache
}

testCache('SQLite', {
  create: () => open(),
  reopen: (cache) => open(paths.get(cache)),
  describe,
  test,
  expect: (value: unknown) => expect(value),
})
