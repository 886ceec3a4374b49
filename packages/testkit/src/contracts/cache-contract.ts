// What every Cache must do, run on each adapter. It knows the port alone.
// `bun:test` is not imported: a suite is handed the runner's functions, so that a phone's adapter can run it elsewhere.

import type { Cache, ConversationRow, SendItem } from '@jobline/client'
import type { Message } from '@jobline/protocol'

export interface CacheContractOptions {
  /** A cache with nothing in it. */
  create(): Cache
  /** The same storage opened again, as after a reload or in another tab; undefined where nothing outlives an instance. */
  reopen?(cache: Cache): Cache
  describe(title: string, run: () => void): void
  test(title: string, run: () => Promise<void>): void
  expect(value: unknown): { toEqual(expected: unknown): void }
}

const CONVERSATION = '5f0c2f6e-7a54-4f0e-9a1c-2d6b8e3f4a10'
const ANOTHER = '11111111-2222-4333-8444-555555555555'

const message = (seq: number, changes: Partial<Message> = {}): Message => ({
  id: `${changes.conversation_id ?? CONVERSATION}-${seq}`,
  conversation_id: CONVERSATION,
  seq,
  rev: seq,
  kind: 'text',
  sender_id: 'someone',
  text: `text ${seq}`,
  sent_at: seq,
  created_at: seq,
  ...changes,
})

const row = (id = CONVERSATION, rev = 1): ConversationRow => ({
  id,
  conversation: {
    id,
    status: 'open',
    job: { id: 'job-1', version: 1, title: 'A job', status: 'open' },
    members: [],
    last_seq: 0,
    rev,
    created_at: 1,
    last_activity_at: 1,
    state: { conversation_id: id, read_seq: 0, unread: 0 },
  },
  row_rev: rev,
  range: { first_seq: 1, last_seq: 0, rev, ahead_seqs: [], ahead_revs: [] },
})

const item = (id: string, place: number, changes: Partial<SendItem> = {}): SendItem => ({
  kind: 'send',
  id,
  conversation_id: CONVERSATION,
  text: 'waiting \u{1F44D} e\u0301\r\n',
  sent_at: 5,
  place,
  state: 'queued',
  ...changes,
})

export function testCache(name: string, { create, reopen, describe, test, expect }: CacheContractOptions): void {
  const seqs = async (cache: Cache, before_seq = 1_000, limit = 1_000, id = CONVERSATION) =>
    (await cache.messages(id, before_seq, limit)).map(({ seq }) => seq)
  const line = async (cache: Cache) => (await cache.outbox()).map(({ id, state }) => `${id} ${state}`)

  describe(`${name} keeps the promises of a cache`, () => {
    test('a new one holds nothing', async () => {
      const cache = create()
      expect(await cache.load()).toEqual({ meta: {}, conversations: [], outbox: [] })
      expect(await seqs(cache)).toEqual([])
      await cache.close()
    })

    test('what was written comes back as it was', async () => {
      const cache = create()
      const change = {
        conversations: [row()],
        messages: [message(1, { text: '\u202etxt\u0301 \u{1F469}\u200d\u{1F527}', reactions: [{ emoji: '👍', user_ids: ['a'] }] })],
        outbox_added: [item('a', 1)],
        meta: { epoch: 'e', cursor: 'c', device_id: 'd', clock_offset: -7_200_000 },
      }
      await cache.write([change])
      const loaded = await cache.load()
      expect(loaded).toEqual({ meta: change.meta, conversations: change.conversations, outbox: change.outbox_added })
      expect(await cache.messages(CONVERSATION, 2, 10)).toEqual(change.messages)
      await cache.close()
    })

    test('OF-3 messages come in pages, the newest below a seq, ascending, of one conversation', async () => {
      const cache = create()
      const messages = [5, 3, 1, 4, 2].map((seq) => message(seq))
      await cache.write([{ messages: [...messages, message(9, { conversation_id: ANOTHER })] }])
      expect(await seqs(cache)).toEqual([1, 2, 3, 4, 5])
      expect(await seqs(cache, 5, 2)).toEqual([3, 4])
      expect(await seqs(cache, 1, 2)).toEqual([])
      expect(await seqs(cache, 1_000, 10, ANOTHER)).toEqual([9])
      await cache.close()
    })

    test('ORDER-4 a message gives way only to a greater rev', async () => {
      const cache = create()
      await cache.write([{ messages: [message(1, { rev: 5, text: 'newer' })] }])
      await cache.write([{ messages: [message(1, { rev: 4, text: 'older' }), message(1, { rev: 5, text: 'same' })] }])
      expect((await cache.messages(CONVERSATION, 2, 1))[0]?.text).toEqual('newer')
      await cache.write([{ messages: [message(1, { rev: 6, text: 'newest' })] }])
      expect((await cache.messages(CONVERSATION, 2, 1))[0]?.text).toEqual('newest')
      await cache.close()
    })

    test('a conversation does not give way to one of a smaller rev', async () => {
      const cache = create()
      await cache.write([{ conversations: [row(CONVERSATION, 5)] }])
      await cache.write([{ conversations: [row(CONVERSATION, 4)] }])
      expect((await cache.load()).conversations).toEqual([row(CONVERSATION, 5)])
      await cache.write([{ conversations: [{ ...row(CONVERSATION, 5), pending_read_seq: 7 }] }])
      expect((await cache.load()).conversations[0]?.pending_read_seq).toEqual(7)
      await cache.close()
    })

    test('a change is carried out in the order of its fields, and changes in theirs', async () => {
      const cache = create()
      await cache.write([{ conversations: [row(CONVERSATION, 9)], messages: [message(1), message(2)] }])
      await cache.write([
        { emptied_ids: [CONVERSATION], messages: [message(2, { rev: 1, text: 'anew' })] },
        { clear: true, conversations: [row(CONVERSATION, 3)] },
        { messages: [message(3)] },
      ])
      expect(await seqs(cache)).toEqual([3])
      expect((await cache.load()).conversations).toEqual([row(CONVERSATION, 3)])
      await cache.close()
    })

    test('G7 clearing and removing leave the outbox and the meta', async () => {
      const cache = create()
      await cache.write([{ conversations: [row(), row(ANOTHER)], messages: [message(1), message(1, { conversation_id: ANOTHER })] }])
      await cache.write([{ outbox_added: [item('a', 1)], meta: { epoch: 'e' } }])
      await cache.write([{ removed_ids: [CONVERSATION] }])
      expect([await seqs(cache), await seqs(cache, 10, 10, ANOTHER)]).toEqual([[], [1]])
      await cache.write([{ clear: true }])
      const { meta, conversations, outbox } = await cache.load()
      expect([meta, conversations, outbox.length]).toEqual([{ epoch: 'e' }, [], 1])
      await cache.close()
    })

    test('meta is merged', async () => {
      const cache = create()
      await cache.write([{ meta: { epoch: 'e', cursor: '1' } }])
      await cache.write([{ meta: { cursor: '2' } }])
      expect((await cache.load()).meta).toEqual({ epoch: 'e', cursor: '2' })
      await cache.close()
    })

    test('G7 the outbox keeps its order, and what is gone stays gone', async () => {
      const cache = create()
      await cache.write([{ outbox_added: [item('b', 2), item('a', 1), item('c', 3)] }])
      expect(await line(cache)).toEqual(['a queued', 'b queued', 'c queued'])
      await cache.write([{ outbox_removed_ids: ['b'] }])
      await cache.write([{ outbox_changed: [item('b', 2, { state: 'failed' }), item('a', 1, { state: 'failed' })] }])
      expect(await line(cache)).toEqual(['a failed', 'c queued'])
      await cache.close()
    })

    test('G7 claiming marks as tried what is still there, and only that', async () => {
      const cache = create()
      await cache.write([{ outbox_added: [item('a', 1), item('b', 2, { state: 'sending' }), item('c', 3)] }])
      expect(await cache.claim(['b', 'a', 'gone'])).toEqual([item('b', 2, { state: 'sending' }), item('a', 1, { state: 'sending' })])
      expect(await line(cache)).toEqual(['a sending', 'b sending', 'c queued'])
      await cache.close()
    })

    test('G7 what was tried cannot be discarded', async () => {
      const cache = create()
      await cache.write([{ outbox_added: [item('a', 1), item('b', 2), item('c', 3, { state: 'failed' })] }])
      const [claimed, discarded] = await Promise.all([cache.claim(['a']), cache.discard('a')])
      expect([claimed.map(({ id }) => id), discarded]).toEqual([['a'], false])
      expect([await cache.discard('b'), await cache.discard('b'), await cache.discard('c')]).toEqual([true, false, true])
      expect(await line(cache)).toEqual(['a sending'])
      await cache.close()
    })

    test('G7 what was tried cannot be revised, and who claims an item gets its last words', async () => {
      const cache = create()
      await cache.write([{ outbox_added: [item('a', 1), item('b', 2, { state: 'failed' }), item('c', 3)] }])
      const [revised, claimed] = await Promise.all([cache.revise(item('a', 1, { text: 'revised' })), cache.claim(['a'])])
      expect([revised, claimed]).toEqual([true, [item('a', 1, { text: 'revised', state: 'sending' })]])
      expect(await cache.revise(item('b', 2, { text: 'again' }))).toEqual(true)
      expect([await cache.revise(item('a', 1, { text: 'too late' })), await cache.revise(item('gone', 4))]).toEqual([false, false])
      expect((await cache.outbox()).map(({ id, state }) => `${id} ${state}`)).toEqual(['a sending', 'b queued', 'c queued'])
      expect((await cache.load()).outbox[0]).toEqual(item('a', 1, { text: 'revised', state: 'sending' }))
      await cache.close()
    })

    test('calls take effect in the order they were made', async () => {
      const cache = create()
      const calls: Promise<unknown>[] = []
      for (let rev = 1; rev <= 20; rev++) calls.push(cache.write([{ messages: [message(1, { rev })], meta: { cursor: String(rev) } }]))
      calls.push(cache.write([{ emptied_ids: [CONVERSATION] }]), cache.write([{ messages: [message(2)] }]))
      await Promise.all(calls)
      expect([await seqs(cache), (await cache.load()).meta.cursor]).toEqual([[2], '20'])
      await cache.close()
    })

    test('a thousand messages in one step', async () => {
      const cache = create()
      await cache.write([{ messages: Array.from({ length: 1_000 }, (_, index) => message(index + 1)) }])
      expect(await seqs(cache, 1_001, 3)).toEqual([998, 999, 1_000])
      await cache.close()
    })

    test('wiped, it is as new', async () => {
      const cache = create()
      await cache.write([{ conversations: [row()], messages: [message(1)], outbox_added: [item('a', 1)], meta: { epoch: 'e' } }])
      await cache.wipe()
      expect(await cache.load()).toEqual({ meta: {}, conversations: [], outbox: [] })
      expect(await seqs(cache)).toEqual([])
      await cache.write([{ meta: { epoch: 'f' } }])
      expect((await cache.load()).meta).toEqual({ epoch: 'f' })
      await cache.close()
    })

    if (!reopen) return
    test('AC-4 OF-1 all of it is there after a reload', async () => {
      const cache = create()
      await cache.write([{ conversations: [row()], messages: [message(1)], outbox_added: [item('a', 1)], meta: { epoch: 'e' } }])
      await cache.close()
      const again = reopen(cache)
      expect(await again.load()).toEqual({ meta: { epoch: 'e' }, conversations: [row()], outbox: [item('a', 1)] })
      expect(await seqs(again)).toEqual([1])
      await again.close()
    })

    test('two tabs see one outbox, and one of them gets the last word', async () => {
      const cache = create()
      const other = reopen(cache)
      await cache.write([{ outbox_added: [item('a', 1)] }])
      expect(await line(other)).toEqual(['a queued'])
      const [discarded, claimed] = await Promise.all([cache.discard('a'), other.claim(['a'])])
      expect(discarded === (claimed.length === 0)).toEqual(true)
      await cache.close()
      await other.close()
    })
  })
}
