import { expect, test } from 'bun:test'
import { type ChatClient, ChatError } from '@jobline/client'
import { changesOf, settingsOf } from './settings-changes.ts'

/** A server that answers when it is told to. */
function fakeServer() {
  let settings = { receipts: true, presence: true }
  const waiting: { changes: Partial<typeof settings>; answer(): void; refuse(): void }[] = []
  const request = (_method: string, _path: string, changes?: Partial<typeof settings>) =>
    new Promise((resolve, reject) => {
      if (!changes) return resolve({ settings })
      waiting.push({
        changes,
        answer() {
          settings = { ...settings, ...changes }
          resolve({ settings })
        },
        refuse: () => reject(new ChatError('unavailable', true, 'lost')),
      })
    })
  return { client: { request } as unknown as ChatClient, waiting, settings: () => settings }
}
/** Longer than what is awaited in between. */
async function turn() {
  for (let step = 0; step < 20; step++) await Promise.resolve()
}

test('two switches turned at once: the one that fails goes back, the other stays as the server has it', async () => {
  const { client, waiting, settings } = fakeServer()
  const view = settingsOf(client)
  view.set(settings() as never)
  const shown = () => view.getSnapshot().value as unknown
  const first = changesOf(client).change({ receipts: false } as never)
  const second = changesOf(client).change({ presence: false } as never)
  first.catch(() => {})
  expect(shown()).toEqual({ receipts: false, presence: false })
  await turn()
  // One after the other.
  expect(waiting.map(({ changes }) => changes)).toEqual([{ receipts: false }])
  waiting[0]?.refuse()
  await expect(first).rejects.toThrow()
  expect(shown()).toEqual({ receipts: true, presence: false })
  await turn()
  waiting[1]?.answer()
  await second
  expect(shown()).toEqual(settings())
  expect(settings()).toEqual({ receipts: true, presence: false })
})
