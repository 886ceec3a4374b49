// What an operator does to a data folder: open it, open it twice, copy it, bring a copy back, fill the disk.

import { Database } from 'bun:sqlite'
import { afterEach, expect, test } from 'bun:test'
import { spawnSync } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { mkdtempSync, rmSync, statfsSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { HistoryPage } from '@jobline/protocol'
import { BackupFailed, backup, DATABASE_FILE, DataInUse, restore, SqliteStore } from '@jobline/server'
import { eg, startTestServer, type TestServer } from '@jobline/testkit'
import { migrate, SCHEMA_VERSION, UnknownSchema } from '../src/store/sqlite/migrate.ts'
import { ReferenceClient } from './sync/reference-client.ts'

const folders: string[] = []
const newFolder = () => {
  const folder = mkdtempSync(join(tmpdir(), 'jobline-operate-'))
  folders.push(folder)
  return folder
}
afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true })
})

const open = (folder: string) => new SqliteStore({ path: join(folder, DATABASE_FILE), uuid: randomUUID })

const texts = async (server: TestServer, conversation_id: string) => {
  const { body } = await server.call<HistoryPage>('GET', `/api/conversations/${conversation_id}/messages/?limit=100`, {
    user_id: eg.client.id,
  })
  return body.messages.flatMap(({ text }) => (text === undefined ? [] : [text]))
}

const send = (server: TestServer, conversation_id: string, text: string) =>
  server.call('POST', `/api/conversations/${conversation_id}/messages/`, { user_id: eg.worker.id, body: eg.send({ text }) })

test('a new file gets the newest schema and an epoch of its own; opening it again changes neither', async () => {
  const [first, second] = [newFolder(), newFolder()]
  const stores = [open(first), open(second)]
  expect(stores[0]?.epoch).not.toBe(stores[1]?.epoch as string)
  for (const store of stores) await store.close()
  const again = open(first)
  expect(again.epoch).toBe(stores[0]?.epoch as string)
  await again.close()
  const db = new Database(join(first, DATABASE_FILE))
  expect(db.query('PRAGMA user_version').get()).toEqual({ user_version: SCHEMA_VERSION })
  expect(db.query('PRAGMA journal_mode').get()).toEqual({ journal_mode: 'wal' })
  db.close()
})

test('a file of a newer release is refused in words, and left as it is', async () => {
  const folder = newFolder()
  await open(folder).close()
  const path = join(folder, DATABASE_FILE)
  let db = new Database(path)
  db.run(`PRAGMA user_version = ${SCHEMA_VERSION + 1}`)
  db.close()
  expect(() => open(folder)).toThrow(UnknownSchema)
  expect(() => open(folder)).toThrow(`version ${SCHEMA_VERSION + 1}`)
  db = new Database(path)
  expect(db.query('PRAGMA user_version').get()).toEqual({ user_version: SCHEMA_VERSION + 1 })
  db.close()
})

test('a migration that fails half way leaves nothing of itself, and the next start does it whole', () => {
  const db = new Database(':memory:')
  const failing = () => {
    throw new Error('the power went')
  }
  expect(() => migrate(db, failing)).toThrow('the power went')
  expect(db.query('SELECT count(*) AS n FROM sqlite_schema').get()).toEqual({ n: 0 })
  expect(db.query('PRAGMA user_version').get()).toEqual({ user_version: 0 })
  migrate(db, randomUUID)
  expect(db.query('PRAGMA user_version').get()).toEqual({ user_version: SCHEMA_VERSION })
  db.close()
})

test('a second server on the same folder is refused; once the first has gone the folder is free', async () => {
  const data_dir = newFolder()
  const first = await startTestServer({ data_dir })
  expect(startTestServer({ data_dir })).rejects.toBeInstanceOf(DataInUse)
  await startTestServer({ data_dir }).catch(() => {})
  expect(() => restore(data_dir, join(data_dir, 'anything'), { force: true })).toThrow()
  const conversation_id = await first.openConversation()
  expect((await send(first, conversation_id, 'still here')).status).toBe(201)
  await first.stop()
  await using second = await startTestServer({ data_dir })
  expect(await texts(second, conversation_id)).toEqual(['still here'])
})

test('G4 SYNC-4 a backup of the running server, brought back, is a new epoch: old cursors start again and the client converges', async () => {
  const data_dir = newFolder()
  const copy = join(newFolder(), 'copy.db')
  const server = await startTestServer({ data_dir })
  const conversation_id = await server.openConversation()
  await send(server, conversation_id, 'before')
  backup(data_dir, copy)
  expect(() => backup(data_dir, copy)).toThrow(BackupFailed)
  await send(server, conversation_id, 'after')
  const author = await server.connect(eg.worker.id)
  const [first] = (
    await server.call<HistoryPage>('GET', `/api/conversations/${conversation_id}/messages/?after_seq=1`, { user_id: eg.worker.id })
  ).body.messages
  await author.ask({ type: 'message_edit', message_id: first?.id, text: 'edited after the backup' })
  const late = await server.openConversation({ job_id: 'job-2' })
  const client = new ReferenceClient()
  await client.catchUp(server.ws_url, await server.token(eg.worker.id))
  await client.settle()
  const { epoch, cursor } = client
  expect([...client.conversations.keys()].sort()).toEqual([conversation_id, late].sort())
  expect(() => restore(data_dir, copy, { force: true })).toThrow(DataInUse)
  client.cut()
  await server.stop()

  expect(() => restore(data_dir, copy, { force: false })).toThrow('--force')
  restore(data_dir, copy, { force: true })
  await using restored = await startTestServer({ data_dir })
  expect(await texts(restored, conversation_id)).toEqual(['before'])
  const worker = await restored.connect(eg.worker.id)
  const page = await worker.ask<'sync'>({ type: 'sync', epoch, cursor })
  expect(page).toMatchObject({ reset: true, conversations: [{ id: conversation_id, last_seq: 2 }] })
  expect(page.epoch).not.toBe(epoch as string)
  await client.catchUp(restored.ws_url, await restored.token(eg.worker.id))
  await client.settle()
  expect([...client.conversations.keys()]).toEqual([conversation_id])
  expect([...(client.conversations.get(conversation_id)?.rows.values() ?? [])].map(({ text }) => text)).toEqual([undefined, 'before'])
  // The numbers go on from the copy's, and so do those who follow them.
  await send(restored, conversation_id, 'new')
  await client.settle()
  expect(client.conversations.get(conversation_id)?.mark).toBe(3)
  client.cut()
})

test('a backup of a server that was stopped, or killed, is whole', async () => {
  const data_dir = newFolder()
  const copies = newFolder()
  const server = await startTestServer({ data_dir })
  const conversation_id = await server.openConversation()
  await send(server, conversation_id, 'kept')
  // What a killed process leaves: the file and its log, not merged.
  const killed = newFolder()
  for (const end of ['', '-wal'])
    await Bun.write(join(killed, `${DATABASE_FILE}${end}`), Bun.file(join(data_dir, `${DATABASE_FILE}${end}`)))
  await server.stop()
  for (const [index, folder] of [data_dir, killed].entries()) {
    const copy = join(copies, `${index}.db`)
    backup(folder, copy)
    const target = newFolder()
    restore(target, copy, { force: false })
    await using restored = await startTestServer({ data_dir: target })
    expect(await texts(restored, conversation_id)).toEqual(['kept'])
  }
})

test('what is no backup is refused in a sentence, and the database that is there stays', async () => {
  const data_dir = newFolder()
  const server = await startTestServer({ data_dir })
  const conversation_id = await server.openConversation()
  await send(server, conversation_id, 'precious')
  await server.stop()
  const junk = join(newFolder(), 'junk')
  writeFileSync(junk, 'this is not a database, '.repeat(400))
  const empty = join(newFolder(), 'empty')
  writeFileSync(empty, '')
  const other = join(newFolder(), 'other.db')
  const db = new Database(other)
  db.run('CREATE TABLE songs (name TEXT)')
  db.close()
  for (const file of [junk, empty, other, join(data_dir, 'missing')]) {
    expect(() => restore(data_dir, file, { force: true }), file).toThrow(BackupFailed)
  }
  expect(() => backup(newFolder(), join(data_dir, 'copy'))).toThrow(BackupFailed)
  await using again = await startTestServer({ data_dir })
  expect(await texts(again, conversation_id)).toEqual(['precious'])
})

/** A disk of two megabytes, where the machine lets us have one. */
function mountSmallDisk(): { folder: string; unmount: () => void } | undefined {
  const folder = newFolder()
  if (spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=2m', 'tmpfs', folder]).status !== 0) return undefined
  return { folder, unmount: () => spawnSync('umount', ['-l', folder]) }
}

const disk = mountSmallDisk()
disk?.unmount()
if (!disk) console.warn('SKIPPED: a full disk needs root, to mount a small one')

test.skipIf(!disk)(
  'SEND-12 a full disk refuses sends for now, reads go on, and with room again all goes on; nothing acknowledged is lost',
  async () => {
    const small = mountSmallDisk()
    if (!small) throw new Error('unable to mount a second time')
    try {
      const server = await startTestServer({ data_dir: small.folder })
      const conversation_id = await server.openConversation()
      const worker = await server.connect(eg.worker.id)
      const client = await server.connect(eg.client.id)
      const ballast = join(small.folder, 'ballast')
      const { bavail, bsize } = statfsSync(small.folder)
      writeFileSync(ballast, new Uint8Array(Math.max(0, bavail - 64) * bsize))
      const acked: string[] = []
      let refused: { code?: string; retryable?: boolean; id?: string } | undefined
      for (let round = 0; round < 200 && !refused; round++) {
        const message = eg.send({ text: `${round} ${'x'.repeat(6_000)}` })
        const answer = await worker.ask({ type: 'chat_message', conversation_id, ...message })
        if (answer.type === 'ack') acked.push(message.id)
        else refused = answer
      }
      expect(refused).toMatchObject({ type: 'error', code: 'storage_full', retryable: true })
      const stuck = eg.send({ text: `stuck ${'x'.repeat(6_000)}` })
      for (let round = 0; round < 5; round++) {
        expect(await worker.ask({ type: 'chat_message', conversation_id, ...stuck })).toMatchObject({ code: 'storage_full' })
      }
      const rest = await server.call('POST', `/api/conversations/${conversation_id}/messages/`, { user_id: eg.worker.id, body: stuck })
      expect(rest).toMatchObject({ status: 507, body: { code: 'storage_full', retryable: true } })
      expect((await server.call('GET', '/readyz')).status).toBe(503)
      // Reading goes on, and nobody was told of what was not stored.
      const page = await client.ask<'history'>({ type: 'history', conversation_id, limit: 100 })
      expect(page.messages.flatMap(({ id, kind }) => (kind === 'text' ? [id] : []))).toEqual(acked)
      await client.settle()
      expect(client.received.filter(({ type }) => type === 'chat_message')).toHaveLength(acked.length)

      rmSync(ballast)
      const answer = await worker.ask({ type: 'chat_message', conversation_id, ...stuck })
      expect(answer).toMatchObject({ type: 'ack', seq: acked.length + 2, rev: acked.length + 2 })
      expect((await server.call('GET', '/readyz')).status).toBe(200)
      acked.push(stuck.id)
      await server.restart()
      const kept = await server.call<HistoryPage>('GET', `/api/conversations/${conversation_id}/messages/?after_seq=1&limit=100`, {
        user_id: eg.client.id,
      })
      expect(kept.body.messages.map(({ id }) => id)).toEqual(acked)
      expect(kept.body.messages.map(({ seq }) => seq)).toEqual(acked.map((_, index) => index + 2))
      await server.stop()
    } finally {
      small.unmount()
    }
  },
)
