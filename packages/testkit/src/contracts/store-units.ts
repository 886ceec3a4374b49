// Units of work: whole or not at all, loaded as they were written, numbered upwards.

import { expect, test } from 'bun:test'
import { chooseSeed, SeededRandom } from '../seeded-random.ts'
import type { Bench } from './store-contract.ts'
import { addMessage, deleteMessage, type MessageRow, openConversation, readAll } from './store-scenery.ts'

const seed = chooseSeed()
const again = `to repeat: JOBLINE_SEED=${seed}`
const LAST_ID = '~'

export function testUnits({ openStore, reopen }: Bench): void {
  test('G1 what was written is there, also after closing and opening; the epoch stays', async () => {
    const store = await openStore()
    const id = await openConversation(store)
    const message = await addMessage(store, id, { sender_id: 'ana' })
    const told = await store.getConversation('ana', id)
    expect(told?.parts).toMatchObject({ conversation: { last_seq: 1, rev: 1 }, last_message: message })
    const later = await reopen(store)
    expect(await later.getConversation('ana', id)).toEqual(told)
    expect(later.epoch).toBe(store.epoch)
    expect(later.epoch).not.toBe('')
  })

  test('where the decision throws, nothing was written and the rows are as before', async () => {
    const store = await openStore()
    const id = await openConversation(store)
    await addMessage(store, id, { sender_id: 'ana' })
    const before = await readAll(store, id)
    const { commit_no } = store
    const failing = store.transact([{ conversation_ids: [id] }], (unit) => {
      const head = unit.heads.get(id)
      if (!head) throw new Error('the head was not loaded')
      head.conversation.last_seq = 99
      head.conversation.rev = 99
      for (const member of head.members) member.unread = 99
      unit.touchConversation(head.conversation)
      throw new Error('changed my mind')
    })
    expect(failing).rejects.toThrow('changed my mind')
    await failing.catch(() => {})
    expect(await readAll(store, id)).toEqual(before)
    expect(store.commit_no).toBe(commit_no)
    const loaded = await store.transact([{ conversation_ids: [id] }], (unit) => structuredClone(unit.heads.get(id)))
    expect(loaded?.conversation).toMatchObject({ last_seq: 1, rev: 1 })
    expect(loaded?.members.map(({ unread }) => unread).sort()).toEqual([0, 1])
  })

  test('G3 where writing fails, nothing of the unit stays and the next one goes on from where it was', async () => {
    const store = await openStore()
    const [first, second] = [await openConversation(store), await openConversation(store, { job_id: 'job-2' })]
    const message = await addMessage(store, first, { sender_id: 'ana' })
    const before = [await readAll(store, first), await readAll(store, second)]
    // The first half could be written; the second half takes an id that is in use.
    const failing = store.transact([{ conversation_ids: [first, second] }], (unit) => {
      addMessage.within(unit, first, { sender_id: 'ben' })
      addMessage.within(unit, second, { sender_id: 'ana', id: message.id })
    })
    expect(
      await failing.then(
        () => 'written',
        () => 'refused',
      ),
    ).toBe('refused')
    expect([await readAll(store, first), await readAll(store, second)]).toEqual(before)
    expect(await addMessage(store, first, { sender_id: 'ben' })).toMatchObject({ seq: 2, rev: 2 })
    expect(await addMessage(store, second, { sender_id: 'ben' })).toMatchObject({ seq: 1, rev: 1 })
  })

  test('what one unit wrote the next one loads: rows, heads by message, heads by job, unknown ids stay away', async () => {
    const store = await openStore()
    const id = await openConversation(store)
    const message = await addMessage(store, id, { sender_id: 'ana' })
    await store.transact([], (unit) => {
      unit.inserted_withdrawn.push({ id: 'w-1', sender_id: 'ana', conversation_id: id, created_at: 1 })
    })
    const needs = { message_ids: [message.id, 'w-1', 'm-none'], user_ids: ['ana', 'nobody'], job_ids: ['job-1', 'job-none'] }
    const loaded = await store.transact([needs], ({ heads, messages, withdrawn, users, jobs }) =>
      structuredClone({
        heads: [...heads.keys()],
        messages: [...messages.values()],
        withdrawn: [...withdrawn.values()],
        users: [...users.keys()],
        jobs: [...jobs.keys()],
      }),
    )
    expect(loaded.heads).toEqual([id])
    expect(loaded.messages).toEqual([message])
    expect(loaded.withdrawn).toEqual([{ id: 'w-1', sender_id: 'ana', conversation_id: id, created_at: 1 }])
    expect([loaded.users, loaded.jobs]).toEqual([['ana'], ['job-1']])
    const byJob = await store.transact([{ conversations_of_job_ids: ['job-1'] }], (unit) => [...unit.heads.keys()])
    expect(byJob).toEqual([id])
  })

  test('SYNC-3 commits are numbered upwards, and no number is given twice, not even after opening again', async () => {
    let store = await openStore()
    const id = await openConversation(store)
    const { commit_no } = store
    expect(await store.transact([{ conversation_ids: [id] }], (unit) => unit.commit_no)).toBeGreaterThan(commit_no)
    expect(store.commit_no).toBe(commit_no)
    await addMessage(store, id, { sender_id: 'ana' })
    expect(store.commit_no).toBeGreaterThan(commit_no)
    // A change that no conversation shows: what was told as "up to here" must still be in the past tomorrow.
    await store.transact([{ user_ids: ['ana'] }], (unit) => {
      const ana = unit.users.get('ana')
      if (!ana) throw new Error('ana was not loaded')
      ana.last_seen_at = 5
      unit.dirty_users.add(ana)
    })
    const told = store.commit_no
    store = await reopen(store)
    expect(store.commit_no).toBe(told)
    await addMessage(store, id, { sender_id: 'ana' })
    expect(await store.listChanged('ben', { commit_no: told, id: LAST_ID }, 10)).toHaveLength(1)
  })

  test('READ-5 unread counts agree with a recount under random sends, deletions and reads, whichever share a unit', async () => {
    const random = new SeededRandom(seed)
    const store = await openStore()
    const id = await openConversation(store)
    const table: MessageRow[] = []
    for (let round = 0; round < 60; round++) {
      const after_seq = random.between(0, table.length + 1)
      const user_id = random.pick(['ana', 'ben'])
      const message_ids = table.map((row) => row.id)
      const told = await store.transact(
        [{ conversation_ids: [id], message_ids, unread_counts: [{ user_id, conversation_id: id, after_seq }] }],
        (unit) => {
          for (let step = random.between(0, 3); step > 0; step--) {
            // Nobody can delete what no person sent.
            const theirs = table.filter((row) => row.sender_id !== null)
            const victim = theirs.length > 0 && random.chance(0.3) ? random.pick(theirs) : undefined
            if (victim) deleteMessage.within(unit, victim, table)
            else table.push({ ...addMessage.within(unit, id, { sender_id: random.pick(['ana', 'ben', null]) }) })
          }
          return unit.unreadAfter(id, user_id, after_seq)
        },
      )
      const counted = table.filter(
        (row) => row.seq > after_seq && row.sender_id !== null && row.sender_id !== user_id && row.deleted_at === null,
      )
      expect(told, `round ${round}, ${again}`).toBe(counted.length)
    }
  })
}
