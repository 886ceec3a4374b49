// The embedded store against the contract of all stores.

import { randomUUID } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { storeContract } from '@jobline/testkit/contracts/store-contract'
import { SqliteStore } from '../src/store/sqlite/sqlite-store.ts'

storeContract('SqliteStore', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'jobline-store-'))
  return {
    open: async () => new SqliteStore({ path: join(folder, 'jobline.db'), uuid: randomUUID }),
    dispose: async () => rmSync(folder, { recursive: true, force: true }),
  }
})
