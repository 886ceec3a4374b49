// Bounded reads: every page is the right slice, in its order, for those who may see it.

import { expect, test } from 'bun:test'
import { chooseSeed, SeededRandom } from '../seeded-random.ts'
import type { Bench } from './store-contract.ts'
import { addMessage, changeMember, type MessageRow, openConversation, touchMessage } from './store-scenery.ts'

const seed = chooseSeed()
const again = `to repeat: JOBLINE_SEED=${seed}`
const LAST_ID = '~'

export function testReads({ openStore }: Bench): void {
  test('SYNC-8 every page of history, both ways and with any limit, is the right slice', async () => {
    const random = new SeededRandom(seed)
    const store = await openStore()
    const id = await openConversation(store)
    const rows: MessageRow[] = []
    for (let index = 0; index < 23; index++) rows.push(await addMessage(store, id, { sender_id: random.pick(['ana', 'ben']) }))
    const last = rows.length
    for (let round = 0; round < 200; round++) {
      const limit = random.between(1, 30)
      const place = random.between(0, last + 3)
      const form = random.pick(['newest', 'before', 'after'] as const)
      const range = form === 'newest' ? { limit } : form === 'before' ? { before_seq: place, limit } : { after_seq: place, limit }
      const expected =
        form === 'after'
          ? rows.filter(({ seq }) => seq > place).slice(0, limit)
          : rows.filter(({ seq }) => form === 'newest' || seq < place).slice(-limit)
      const page = await store.listMessages('ana', id, range)
      const hint = `${JSON.stringify(range)}, ${again}`
      expect(
        page?.messages.map(({ seq }) => seq),
        hint,
      ).toEqual(expected.map(({ seq }) => seq))
      // Where the page is empty the place that was asked for is its edge.
      const first_seq = expected[0]?.seq ?? (form === 'after' ? place + 1 : form === 'before' ? place : last + 1)
      const last_seq = expected.at(-1)?.seq ?? first_seq - 1
      expect([page?.more_before, page?.more_after], hint).toEqual([
        rows.some(({ seq }) => seq < first_seq),
        rows.some(({ seq }) => seq > last_seq),
      ])
      expect(page?.rev).toBe(last)
    }
  })

  test('SYNC-8 history of a conversation without messages has nothing before and nothing after', async () => {
    const store = await openStore()
    const id = await openConversation(store)
    for (const range of [{ limit: 5 }, { before_seq: 3, limit: 5 }, { after_seq: 0, limit: 5 }]) {
      expect(await store.listMessages('ana', id, range)).toEqual({ messages: [], rev: 0, more_before: false, more_after: false })
    }
  })

  test('SYNC-6 SYNC-7 catching up in pages of any size tells each changed message once, as it is now', async () => {
    const random = new SeededRandom(seed)
    const store = await openStore()
    const id = await openConversation(store)
    const rows: MessageRow[] = []
    for (let index = 0; index < 12; index++) rows.push(await addMessage(store, id, { sender_id: 'ana' }))
    for (let step = 0; step < 25; step++) {
      const row = random.pick(rows)
      Object.assign(row, await touchMessage(store, row, { text: `edit ${step}` }))
    }
    const { rev } = (await store.getConversation('ana', id))?.parts.conversation ?? { rev: 0 }
    expect(rev).toBe(37)
    for (let round = 0; round < 40; round++) {
      const start = random.between(0, rev + 1)
      const limit = random.between(1, 15)
      const told: MessageRow[] = []
      for (let after = start; ; ) {
        const page = await store.listChanges('ben', id, after, limit)
        if (!page) throw new Error('a member was told nothing')
        told.push(...page.messages)
        expect(page.messages.length).toBeLessThanOrEqual(limit)
        if (!page.more) {
          expect(page.up_to_rev).toBe(rev)
          break
        }
        expect(page.up_to_rev).toBeGreaterThan(after)
        after = page.up_to_rev
      }
      const expected = rows.filter((row) => row.rev > start).sort((a, b) => a.rev - b.rev)
      expect(told, `from ${start} by ${limit}, ${again}`).toEqual(expected)
    }
  })

  test('SYNC-1 changed conversations come in the order of commits, those of one commit by id, whatever the page size', async () => {
    const random = new SeededRandom(seed)
    const store = await openStore()
    const ids: string[] = []
    for (let index = 0; index < 6; index++) ids.push(await openConversation(store, { job_id: `job-${index}` }))
    const start = store.commit_no
    const changed = new Map<string, number>()
    for (let round = 0; round < 30; round++) {
      // One unit over several conversations: they share a commit number.
      const some = ids.filter(() => random.chance(0.4))
      const commit_no = await store.transact([{ conversation_ids: some }], (unit) => {
        for (const id of some) addMessage.within(unit, id, { sender_id: 'ben' })
        return unit.commit_no
      })
      for (const id of some) changed.set(id, commit_no)
    }
    const expected = [...changed].sort(([a, m], [b, n]) => m - n || (a < b ? -1 : 1))
    for (const limit of [1, 2, 3, 6, 100]) {
      const told: [string, number][] = []
      for (let place = { commit_no: start, id: LAST_ID }; ; ) {
        const rows = await store.listChanged('ana', place, limit)
        told.push(...rows.map(({ view, changed: at }): [string, number] => [view.parts.conversation.id, at]))
        const last = told.at(-1)
        if (rows.length < limit || !last) break
        place = { commit_no: last[1], id: last[0] }
      }
      expect(told, `limit ${limit}, ${again}`).toEqual(expected)
    }
    expect(await store.listChanged('ana', { commit_no: store.commit_no, id: LAST_ID }, 10)).toEqual([])
    expect(await store.listChanged('nobody', { commit_no: 0, id: '' }, 10)).toEqual([])
  })

  test('what only one member sees tells that member alone', async () => {
    const store = await openStore()
    const id = await openConversation(store)
    const place = { commit_no: store.commit_no, id: LAST_ID }
    await changeMember(store, id, 'ana', { pinned_at: 7 }, { seen_by_all: false })
    expect(await store.listChanged('ana', place, 10)).toMatchObject([{ view: { me: { user_id: 'ana', pinned_at: 7 } } }])
    expect(await store.listChanged('ben', place, 10)).toEqual([])
    await changeMember(store, id, 'ana', { delivered_seq: 1 }, { seen_by_all: true })
    expect(await store.listChanged('ben', place, 10)).toHaveLength(1)
  })

  test('the list goes by last activity, then id, without a gap or a repeat over pages; filters hold', async () => {
    const random = new SeededRandom(seed)
    const store = await openStore()
    const rows: { id: string; at: number; archived: boolean; unread: boolean }[] = []
    for (let index = 0; index < 17; index++) {
      // Few different times, so that many are equal.
      const at = 1_000 + random.between(0, 4)
      const id = await openConversation(store, { job_id: `job-${index}`, at })
      const [archived, unread] = [random.chance(0.4), random.chance(0.5)]
      await changeMember(store, id, 'ana', { archived_at: archived ? 5 : null, unread: unread ? 2 : 0 }, { seen_by_all: false })
      rows.push({ id, at, archived, unread })
    }
    const marked = rows.find((row) => !row.archived && !row.unread)
    if (marked) await changeMember(store, marked.id, 'ana', { marked_unread: 1 }, { seen_by_all: false })
    const sorted = rows.sort((a, b) => b.at - a.at || (a.id < b.id ? 1 : -1))
    const expected = {
      all: sorted,
      active: sorted.filter(({ archived }) => !archived),
      archived: sorted.filter(({ archived }) => archived),
      unread: sorted.filter((row) => !row.archived && (row.unread || row === marked)),
    }
    for (const filter of ['all', 'active', 'archived', 'unread'] as const) {
      for (const limit of [1, 3, 17, 50]) {
        const told: string[] = []
        let after: { last_activity_at: number; id: string } | undefined
        for (;;) {
          const page = await store.listConversations('ana', filter, after, limit)
          told.push(...page.map(({ parts }) => parts.conversation.id))
          if (page.length < limit) break
          after = page.at(-1)?.parts.conversation
        }
        expect(told, `${filter} by ${limit}, ${again}`).toEqual(expected[filter].map(({ id }) => id))
      }
    }
  })

  test('G6 strangers, former members and unknown ids are told the same: nothing', async () => {
    const store = await openStore()
    const id = await openConversation(store)
    await addMessage(store, id, { sender_id: 'ana' })
    const before = { commit_no: store.commit_no, id: LAST_ID }
    await changeMember(store, id, 'ben', { removed_at: 9 }, { seen_by_all: false })
    expect(await store.listChanged('ben', before, 10)).toMatchObject([{ view: { me: { user_id: 'ben', removed_at: 9 } } }])
    const since = { commit_no: store.commit_no, id: LAST_ID }
    await addMessage(store, id, { sender_id: 'ana' })
    for (const [user_id, conversation_id] of [
      ['ben', id],
      ['sam', id],
      ['ana', 'c-none'],
    ] as const) {
      expect(await store.getConversation(user_id, conversation_id)).toBeUndefined()
      expect(await store.listMessages(user_id, conversation_id, { limit: 5 })).toBeUndefined()
      expect(await store.listChanges(user_id, conversation_id, 0, 5)).toBeUndefined()
      expect(await store.isMember(user_id, conversation_id)).toBe(false)
    }
    expect(await store.listConversations('ben', 'all', undefined, 5)).toEqual([])
    // That the others go on talking is no business of somebody who was taken out.
    expect(await store.listChanged('ben', since, 10)).toEqual([])
    expect(await store.listMemberIds(id)).toEqual(['ana'])
    expect(await store.listMemberIds('c-none')).toEqual([])
    expect(await store.listPeers('ana', ['ben', 'sam'])).toEqual([])
  })

  test('people, peers and revoked tokens', async () => {
    const store = await openStore()
    await openConversation(store)
    await openConversation(store, { job_id: 'job-2', worker_id: 'sam', client_id: 'ben' })
    expect(await store.getUser('ana')).toMatchObject({ id: 'ana', revoked_at: null })
    expect(await store.getUser('nobody')).toBeUndefined()
    expect((await store.listPeers('ana', ['ben', 'sam', 'nobody'])).map(({ id }) => id)).toEqual(['ben'])
    expect((await store.listPeers('ben', ['ana', 'sam'])).map(({ id }) => id).sort()).toEqual(['ana', 'sam'])
    const revoke = () =>
      store.transact([], (unit) => {
        unit.revoked_tokens.push({ user_id: 'ana', jti: 'j-1', revoked_at: 3 })
      })
    await revoke()
    await revoke()
    const isRevoked = (user_id: string, issued_at: number, jti?: string) => store.isTokenRevoked({ user_id, issued_at, jti })
    expect([await isRevoked('ana', 9, 'j-1'), await isRevoked('ana', 9, 'j-2'), await isRevoked('ben', 9, 'j-1')]).toEqual([
      true,
      false,
      false,
    ])
    expect([await isRevoked('ana', 0), await isRevoked('nobody', 0, 'j-1')]).toEqual([false, false])
    await store.transact([{ user_ids: ['ben'] }], (unit) => {
      const ben = unit.users.get('ben')
      if (!ben) throw new Error('ben is missing')
      ben.revoked_at = 5
      unit.dirty_users.add(ben)
    })
    expect([await isRevoked('ben', 4), await isRevoked('ben', 5, 'j-3'), await isRevoked('ben', 6), await isRevoked('ana', 4)]).toEqual([
      true,
      true,
      false,
      false,
    ])
  })
}
