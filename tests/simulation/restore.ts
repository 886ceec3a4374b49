// The server's machine comes back: with the database that it had, or with an older one under a new epoch.

import { Database } from 'bun:sqlite'
import type { MemberRow, MessageRow } from '@jobline/server/parts'
import type { Scene } from './simulation.ts'

export function restoreBackup(scene: Scene): boolean {
  const { server, history, world } = scene
  if (server.backups === 0) return false
  server.kill(true)
  server.restoreBackup(world.chance.between(Math.max(0, server.backups - 2), server.backups - 1))
  const { messages, members } = readDatabase(server.database)
  history.restored(messages, members)
  server.startSoon()
  return true
}

export interface Rows {
  readonly messages: readonly MessageRow[]
  readonly members: readonly MemberRow[]
  readonly conversations: readonly { readonly id: string; readonly rev: number }[]
}

export function readDatabase(file: string): Rows {
  const db = new Database(file, { readonly: true })
  try {
    return {
      messages: db.query<MessageRow, []>('SELECT * FROM message_rows ORDER BY conversation_id, seq').all(),
      members: db.query<MemberRow, []>('SELECT * FROM members').all(),
      conversations: db.query<{ id: string; rev: number }, []>('SELECT id, rev FROM conversations').all(),
    }
  } finally {
    db.close()
  }
}
