// The server's machine comes back: with the database that it had, or with an older one under a new epoch.

import { Database } from 'bun:sqlite'
import type { MessageRow } from '@jobline/server/parts'
import type { Scene } from './simulation.ts'

export function restoreBackup(scene: Scene): boolean {
  const { server, history, world } = scene
  if (server.backups === 0) return false
  server.kill(true)
  server.restoreBackup(world.chance.between(Math.max(0, server.backups - 2), server.backups - 1))
  const { messages, members } = readDatabase(server.database)
  history.restored(messages, members)
  server.startSoon(true)
  return true
}

interface MemberKey {
  readonly conversation_id: string
  readonly user_id: string
  readonly removed_at: number | null
}

export function readDatabase(file: string): { messages: MessageRow[]; members: MemberKey[] } {
  const db = new Database(file, { readonly: true })
  try {
    return {
      messages: db.query<MessageRow, []>('SELECT * FROM message_rows ORDER BY conversation_id, seq').all(),
      members: db.query<MemberKey, []>('SELECT conversation_id, user_id, removed_at FROM members').all(),
    }
  } finally {
    db.close()
  }
}
