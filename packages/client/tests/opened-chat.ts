// A client that is live and has one conversation open: where most scripted tests begin.

import { settle } from './client-clock.ts'
import { CONVERSATION, conversation, message } from './example-data.ts'
import type { ScriptedSocket } from './scripted-server.ts'
import { aWorld, type World } from './scripted-world.ts'
import { until } from './until.ts'

/** Live, with one open conversation that holds `last_seq` messages. */
export async function openedChat(last_seq = 1, world: World = aWorld()): Promise<{ world: World; socket: ScriptedSocket }> {
  const { server, client } = world
  client.messages(CONVERSATION).subscribe(() => {})
  const socket = await server.dialled()
  await socket.welcome([conversation(last_seq, { state: { read_seq: last_seq, unread: 0 } })])
  if (last_seq > 1) {
    const asked = await socket.take('history')
    const messages = Array.from({ length: last_seq - 1 }, (_, index) => message(index + 1))
    socket.say({
      type: 'history',
      ref: asked.ref,
      conversation_id: CONVERSATION,
      messages,
      up_to_rev: last_seq,
      more_before: false,
      more_after: true,
    })
  }
  await until(client.connection, ({ state }) => state === 'live')
  // Opening the chat reads the disk, too, and asks what is missing once that is done.
  await settle()
  return { world, socket }
}
