import { expect, test } from 'bun:test'
import { type ChatClient, ChatError } from '@jobline/client'
import { sharedAnswer } from './asked.ts'

/** Questions that the test answers. */
function aServer() {
  const asked: PromiseWithResolvers<number>[] = []
  const viewOf = sharedAnswer(() => {
    const question = Promise.withResolvers<number>()
    asked.push(question)
    return question.promise
  })
  return { asked, viewOf }
}
const aClient = () => ({}) as ChatClient
const turn = () => new Promise((resolve) => setImmediate(resolve))

test('all who look share one answer, and each client has its own', async () => {
  const { asked, viewOf } = aServer()
  const [one, other] = [aClient(), aClient()]
  const heard: unknown[] = []
  expect(viewOf(one)).toBe(viewOf(one))
  const end = viewOf(one).subscribe(() => heard.push(viewOf(one).getSnapshot()))
  void viewOf(one).reload()
  asked[0]?.resolve(1)
  await turn()
  end()
  viewOf(one).set(2)
  expect(heard).toEqual([{ value: 1 }])
  expect([viewOf(one).getSnapshot(), viewOf(other).getSnapshot()]).toEqual([{ value: 2 }, {}])
})

test('an answer that is older than what was changed meanwhile, or than a later question, is passed over', async () => {
  const { asked, viewOf } = aServer()
  const view = viewOf(aClient())
  void view.reload()
  view.set(2)
  asked[0]?.resolve(1)
  await turn()
  expect(view.getSnapshot()).toEqual({ value: 2 })
  void view.reload()
  void view.reload()
  asked[2]?.resolve(4)
  await turn()
  asked[1]?.resolve(3)
  await turn()
  expect(view.getSnapshot()).toEqual({ value: 4 })
})

test('what could not be brought says why, and keeps what was there', async () => {
  const { asked, viewOf } = aServer()
  const view = viewOf(aClient())
  view.set(1)
  void view.reload()
  asked[0]?.reject(new ChatError('unavailable', true, 'no answer'))
  await turn()
  expect(view.getSnapshot()).toEqual({ value: 1, error_code: 'unavailable' })
  void view.reload()
  asked[1]?.resolve(2)
  await turn()
  expect(view.getSnapshot()).toEqual({ value: 2 })
})
