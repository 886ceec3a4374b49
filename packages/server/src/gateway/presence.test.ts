// What it costs to look anew at who sees whom: counted in the people that the store is asked about, so that no loop of
// changes holds the thread for long.

import { expect, test } from 'bun:test'
import { Hub } from './hub.ts'
import { Outbound } from './outbound.ts'
import { Presence } from './presence.ts'
import { Session } from './session.ts'

/** `hidden` are seen by nobody. Everything else is as in the gateway. */
function place() {
  const asked: string[][] = []
  const hidden = new Set<string>()
  const told: string[] = []
  let turns = 0
  const outbound = new Outbound(1_000_000)
  const hub = new Hub({ outbound, conversationFor: async () => undefined, onRemoved: () => {}, onPresence: () => {} })
  const presence = new Presence({
    hub,
    outbound,
    peers: async (user_id, user_ids) => {
      asked.push([...user_ids])
      return new Map(user_ids.flatMap((id) => (hidden.has(id) || hidden.has(user_id) ? [] : [[id, undefined]])))
    },
    keepLastSeen: () => {},
    afterInput: (run) => {
      turns++
      setImmediate(run)
    },
    onFailure: (error) => {
      throw error
    },
  })
  const enter = async (user_id: string, watched: readonly string[]) => {
    const session = new Session(`${user_id} ${Math.random()}`, 'here', undefined)
    session.user_id = user_id
    const sendText = (text: string) => told.push(`${user_id} ${text}`)
    session.socket = { sendText, close() {}, ping: () => 0, cork: (run) => run(), getBufferedAmount: () => 0 }
    if (hub.add(session)) presence.arrived(user_id)
    await presence.watch(session, watched)
    return session
  }
  /** Until nothing more happens for some turns of the loop. */
  const settle = async () => {
    for (let [before, quiet] = [-1, 0]; quiet < 5; quiet = before === asked.length + turns ? quiet + 1 : 0) {
      before = asked.length + turns
      await new Promise((resolve) => setImmediate(resolve))
    }
    return { calls: asked.length, ids: asked.reduce((sum, ids) => sum + ids.length, 0), turns, told: [...told] }
  }
  const forget = () => {
    asked.length = 0
    told.length = 0
    turns = 0
  }
  return { presence, hidden, enter, settle, forget }
}

const crowd = (name: string, length: number) => Array.from({ length }, (_, index) => `${name}${index}`)

test('SETTINGS-4 who watches is asked about the one who hides, and others get their turn between', async () => {
  const { presence, hidden, enter, settle, forget } = place()
  await enter('maria', crowd('friend', 50))
  for (const watcher of crowd('watcher', 200)) await enter(watcher, ['maria', ...crowd('friend', 49)])
  await settle()
  forget()
  hidden.add('maria')
  presence.review('maria')
  const { calls, ids, turns, told } = await settle()
  expect([calls, ids]).toEqual([201, 250])
  expect(turns).toBeGreaterThanOrEqual(4)
  // Each watcher is told of her, and she of all of hers, once.
  expect(told.filter((text) => text.includes('"user_id":"maria","online":false'))).toHaveLength(200)
  expect(told.filter((text) => text.startsWith('maria'))).toHaveLength(50)
})

test('SETTINGS-4 however often somebody changes their mind, no more than one look is under way and one waits', async () => {
  const { presence, hidden, enter, settle, forget } = place()
  for (const watcher of crowd('watcher', 100)) await enter(watcher, ['maria'])
  await enter('maria', [])
  await settle()
  forget()
  for (let round = 0; round < 51; round++) {
    if (!hidden.delete('maria')) hidden.add('maria')
    presence.review('maria')
  }
  const { ids } = await settle()
  expect(ids).toBe(200)
  // What is shown in the end is what holds in the end.
  forget()
  presence.left('maria', 0)
  presence.polled('maria', 0)
  presence.tick(Number.POSITIVE_INFINITY)
  expect((await settle()).told).toEqual([])
})

test('BLOCK-4 a block is a matter of two: nobody else is asked about or told', async () => {
  const { presence, hidden, enter, settle, forget } = place()
  for (const watcher of crowd('watcher', 100)) await enter(watcher, ['maria', 'jun'])
  const maria = await enter('maria', ['jun', ...crowd('friend', 49)])
  const jun = await enter('jun', ['maria', ...crowd('friend', 49)])
  await enter('maria', crowd('friend', 50))
  await settle()
  forget()
  hidden.add('jun')
  presence.review('maria', 'jun')
  const { calls, ids, told } = await settle()
  expect([calls, ids]).toEqual([2, 2])
  expect(told).toEqual([
    'maria {"type":"presence","user_id":"jun","online":false}',
    'jun {"type":"presence","user_id":"maria","online":false}',
  ])
  expect([maria.unseen, jun.unseen]).toEqual([new Set(['jun']), new Set(['maria'])])
  hidden.delete('jun')
  presence.review('maria', 'jun')
  await settle()
  expect([maria.unseen, jun.unseen]).toEqual([undefined, undefined])
})
