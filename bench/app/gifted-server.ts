// Serves react-native-gifted-chat's page and the messages that it shows: those of the long conversation, as the server stored them.

import { Database } from 'bun:sqlite'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { DATABASE_FILE } from '@jobline/server'
import { runExpoExport } from '../../tools/web-export.mjs'
import type { BenchMessage } from './messages.ts'
import { PERSON } from './seed.ts'

const ROOT = join(import.meta.dirname, '..', '..')

/** A production export, as the app's own. */
export async function exportGifted(output: string): Promise<void> {
  const result = await runExpoExport(ROOT, 'web', output, {}, 'bench/app/gifted')
  if (result.code !== 0 || !existsSync(join(output, 'index.html')))
    throw new Error(`unable to build react-native-gifted-chat's page\n${result.output}`)
}

export function readMessages(data_folder: string, conversation_id: string): BenchMessage[] {
  const database = new Database(join(data_folder, DATABASE_FILE), { readonly: true })
  try {
    const rows = database
      .query<{ id: string; text: string; sender_id: string; created_at: number }, [string]>(
        "SELECT id, text, sender_id, created_at FROM message_rows WHERE conversation_id = ? AND kind = 'text' ORDER BY seq",
      )
      .all(conversation_id)
    return rows.map(({ sender_id, ...message }) => ({ ...message, is_own: sender_id === PERSON }))
  } finally {
    database.close()
  }
}

export function serveGifted(dist: string, messages: readonly BenchMessage[]): { url: string; stop(): Promise<void> } {
  const json = JSON.stringify(messages)
  const server = Bun.serve({
    port: 0,
    hostname: '127.0.0.1',
    async fetch(request) {
      const { pathname } = new URL(request.url)
      if (pathname === '/messages.json') return new Response(json, { headers: { 'content-type': 'application/json' } })
      const file = Bun.file(join(dist, pathname === '/' ? 'index.html' : pathname))
      return (await file.exists()) ? new Response(file) : new Response(undefined, { status: 404 })
    },
  })
  return { url: `http://localhost:${server.port}`, stop: () => server.stop(true) }
}
