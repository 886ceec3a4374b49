// React Native's engine lacks much of what browsers have: the client must not miss it.

import { expect, test } from 'bun:test'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { eg, startTestServer } from '@jobline/testkit'

test('without Intl.PluralRules, Web Locks, BroadcastChannel, IndexedDB, structuredClone, crypto and DOM it chats and keeps its chats all the same', async () => {
  await using server = await startTestServer()
  const id = await server.openConversation()
  const folder = mkdtempSync(join(tmpdir(), 'jobline-hermes-'))
  const args = [server.url, await server.token(eg.worker.id), eg.worker.id, id, join(folder, 'cache.db')]
  const child = Bun.spawn([process.execPath, join(import.meta.dir, 'hermes-program.ts'), ...args], { stderr: 'inherit' })
  expect((await new Response(child.stdout).text()).trim()).toBe('from Hermes\nfrom Hermes')
  expect(await child.exited).toBe(0)
  rmSync(folder, { recursive: true })
})

test('ids are lower-case UUIDs, and differ, with and without a source of chance', async () => {
  const { timedIds } = await import('../src/connection/platform-ports.ts')
  const crypto = globalThis.crypto
  for (const source of [crypto, undefined]) {
    Object.defineProperty(globalThis, 'crypto', { value: source, configurable: true, writable: true })
    try {
      const ids = Array.from({ length: 1_000 }, () => timedIds.next())
      expect(ids.every((id) => /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/.test(id))).toBe(true)
      expect(new Set(ids).size).toBe(1_000)
    } finally {
      Object.defineProperty(globalThis, 'crypto', { value: crypto, configurable: true, writable: true })
    }
  }
})
