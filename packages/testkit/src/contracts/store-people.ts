// Settings and blocks: kept, loaded where they are asked for, and looked at by every read that they concern.

import { expect, test } from 'bun:test'
import type { Store } from '@jobline/server'
import type { Bench } from './store-contract.ts'
import { addMessage, changeMember, openConversation } from './store-scenery.ts'

const putBlock = (store: Store, user_id: string, blocked_id: string, blocked_at = 5) =>
  store.transact([{ blocks: [[user_id, blocked_id]] }], (unit) => unit.putBlock({ user_id, blocked_id, blocked_at }))

const putSettings = (store: Store, user_id: string, settings: { read_receipts: number; presence: number }) =>
  store.transact([{ settings_of_user_ids: [user_id] }], (unit) => {
    unit.dirty_settings.add({ user_id, ...settings })
  })

export function testPeople({ openStore, reopen }: Bench): void {
  test('blocks are kept and loaded one way only; what began and ended in one unit leaves nothing', async () => {
    let store = await openStore()
    await openConversation(store)
    await openConversation(store, { job_id: 'job-2', worker_id: 'ana', client_id: 'sam' })
    await putBlock(store, 'ana', 'ben', 5)
    await putBlock(store, 'ana', 'sam', 6)
    await store.transact([], (unit) => {
      unit.putBlock({ user_id: 'ben', blocked_id: 'ana', blocked_at: 7 })
      unit.deleteBlock('ben', 'ana')
    })
    store = await reopen(store)
    const pairs = [
      ['ana', 'ben'],
      ['ben', 'ana'],
      ['ana', 'nobody'],
    ] as const
    const loaded = await store.transact([{ blocks: pairs }], (unit) => pairs.map(([a, b]) => unit.hasBlocked(a, b)))
    expect(loaded).toEqual([true, false, false])
    const list = async () => (await store.listBlocks('ana')).map(({ user, blocked_at }) => [user.id, blocked_at])
    expect(await list()).toEqual([
      ['sam', 6],
      ['ben', 5],
    ])
    expect(await store.listBlocks('ben')).toEqual([])
    await store.transact([{ blocks: [['ana', 'ben']] }], (unit) => unit.deleteBlock('ana', 'ben'))
    expect(await list()).toEqual([['sam', 6]])
  })

  test('a block of a unit that fails is none', async () => {
    const store = await openStore()
    await openConversation(store)
    const failing = store.transact([], (unit) => {
      unit.putBlock({ user_id: 'ana', blocked_id: 'ben', blocked_at: 5 })
      throw new Error('changed my mind')
    })
    await failing.catch(() => {})
    expect(await store.listBlocks('ana')).toEqual([])
  })

  test('all conversations of two people are loaded, those they were taken out of too, and no other', async () => {
    const store = await openStore()
    const ids = [
      await openConversation(store),
      await openConversation(store, { job_id: 'job-2', worker_id: 'ben', client_id: 'ana' }),
      await openConversation(store, { job_id: 'job-3' }),
    ]
    await openConversation(store, { job_id: 'job-4', worker_id: 'ana', client_id: 'sam' })
    await changeMember(store, ids[2] as string, 'ana', { removed_at: 9 }, { seen_by_all: false })
    const load = (a: string, b: string) => store.transact([{ conversations_of_pairs: [[a, b]] }], (unit) => [...unit.heads.keys()].sort())
    expect(await load('ana', 'ben')).toEqual([...ids].sort())
    expect(await load('ben', 'ana')).toEqual([...ids].sort())
    expect(await load('ben', 'sam')).toEqual([])
  })

  test('settings are absent until they are changed, and kept', async () => {
    let store = await openStore()
    expect(await store.getSettings('ana')).toBeUndefined()
    await putSettings(store, 'ana', { read_receipts: 0, presence: 1 })
    const expected = { user_id: 'ana', read_receipts: 0, presence: 1 }
    expect(await store.getSettings('ana')).toEqual(expected)
    store = await reopen(store)
    expect(await store.getSettings('ana')).toEqual(expected)
    const loaded = await store.transact([{ settings_of_user_ids: ['ana', 'ben'] }], (unit) => [...unit.settings.values()])
    expect(loaded).toEqual([expected])
  })

  test('peers are those whose presence may be seen: a block of either or a setting of either hides both', async () => {
    const store = await openStore()
    await openConversation(store)
    await openConversation(store, { job_id: 'job-2', worker_id: 'ana', client_id: 'sam' })
    const peers = async () =>
      (['ana', 'ben'] as const).reduce(
        async (told, id) => ({ ...(await told), [id]: (await store.listPeers(id, ['ana', 'ben', 'sam'])).map((row) => row.id).sort() }),
        Promise.resolve({}),
      )
    const all = { ana: ['ana', 'ben', 'sam'], ben: ['ana', 'ben'] }
    expect(await peers()).toEqual(all)
    await putBlock(store, 'ben', 'ana')
    expect(await peers()).toEqual({ ana: ['ana', 'sam'], ben: ['ben'] })
    await store.transact([], (unit) => unit.deleteBlock('ben', 'ana'))
    await putSettings(store, 'ana', { read_receipts: 1, presence: 0 })
    expect(await peers()).toEqual({ ana: [], ben: ['ben'] })
    await putSettings(store, 'ana', { read_receipts: 1, presence: 1 })
    expect(await peers()).toEqual(all)
  })

  test('the audience of one who types: the others who are there, nobody where one of the two has blocked the other', async () => {
    const store = await openStore()
    const id = await openConversation(store)
    expect(await store.listAudience('ana', id)).toEqual(['ben'])
    expect(await store.listAudience('sam', id)).toBeUndefined()
    expect(await store.listAudience('ana', 'c-none')).toBeUndefined()
    await changeMember(store, id, 'ben', { blocked_at: 5 }, { seen_by_all: false })
    expect([await store.listAudience('ana', id), await store.listAudience('ben', id)]).toEqual([[], []])
    await changeMember(store, id, 'ben', { blocked_at: null, removed_at: 6 }, { seen_by_all: false })
    expect([await store.listAudience('ana', id), await store.listAudience('ben', id)]).toEqual([[], undefined])
  })

  test('BLOCK-7 a withheld message is not counted, and who it is withheld from finds the last one they see, in its place in the list', async () => {
    let store = await openStore()
    const [id, other] = [await openConversation(store, { at: 1_000 }), await openConversation(store, { job_id: 'job-2', at: 2_000 })]
    const seen = await addMessage(store, id, { sender_id: 'ben' })
    const withheld = await addMessage(store, id, { sender_id: 'ben', withheld: 1, others_text: 'as it was', others_edited_at: 4 })
    await changeMember(store, id, 'ana', { unread: 1, tail_seq: 1, tail_at: 1_000 }, { seen_by_all: false })
    await store.transact([{ conversation_ids: [id] }], (unit) => {
      const head = unit.heads.get(id)
      if (!head) throw new Error('the head was not loaded')
      head.conversation.last_activity_at = 3_000
      unit.touchConversation(head.conversation)
    })
    store = await reopen(store)
    const ids = async (user_id: string, after?: { last_activity_at: number; id: string }) =>
      (await store.listConversations(user_id, 'all', after, 5)).map(({ parts }) => parts.conversation.id)
    expect([await ids('ana'), await ids('ben')]).toEqual([
      [other, id],
      [id, other],
    ])
    expect(await ids('ana', { last_activity_at: 2_000, id: other })).toEqual([id])
    expect((await store.getConversation('ana', id))?.parts.last_message).toEqual(seen)
    expect((await store.getConversation('ben', id))?.parts.last_message).toEqual(withheld)
    const count = { user_id: 'ana', conversation_id: id, after_seq: 0 }
    expect(await store.transact([{ conversation_ids: [id], unread_counts: [count] }], (unit) => unit.unreadAfter(id, 'ana', 0))).toBe(1)
  })

  test('REPORT-4: reports come in the order they were made, in pages of any size; a page of much is short and never empty', async () => {
    let store = await openStore()
    const report = (id: string, messages = '[]') => ({
      id,
      conversation_id: 'c-1',
      job_id: 'job-1',
      reporter_id: 'ana',
      reported_user_id: 'ben',
      reason: 'scam' as const,
      note: id === 'r-3' ? 'a note' : null,
      messages,
      created_at: 5,
    })
    const put = (...rows: ReturnType<typeof report>[]) =>
      store.transact([], (unit) => {
        unit.inserted_reports.push(...rows)
      })
    await put(report('r-3'), report('r-1'))
    await put(report('r-2'))
    store = await reopen(store)
    const pages = async (limit: number) => {
      const ids: string[] = []
      for (let page = await store.listReports(0, limit); page.length > 0; page = await store.listReports(page.at(-1)?.n ?? 0, limit)) {
        expect(page.length).toBeLessThanOrEqual(limit)
        ids.push(...page.map(({ id }) => id))
      }
      return ids
    }
    for (const limit of [1, 2, 3, 50]) expect(await pages(limit)).toEqual(['r-3', 'r-1', 'r-2'])
    expect(await store.listReports(0, 1)).toMatchObject([report('r-3')])
    const loaded = await store.transact([{ report_ids: ['r-1', 'r-none'] }], ({ reports }) => [...reports.values()])
    expect(loaded).toEqual([report('r-1')])
    const much = JSON.stringify('x'.repeat(3_000_000))
    await put(report('r-4', much), report('r-5', much), report('r-6'))
    expect((await store.listReports(0, 50)).map(({ id }) => id)).toEqual(['r-3', 'r-1', 'r-2', 'r-4'])
    expect(await pages(50)).toEqual(['r-3', 'r-1', 'r-2', 'r-4', 'r-5', 'r-6'])
  })
}
