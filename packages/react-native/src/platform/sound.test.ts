import { expect, test } from 'bun:test'

test('a touch is answered first: the way to the loudspeaker is opened a moment after it', async () => {
  const page = new EventTarget()
  let opened = 0
  class Context {
    constructor() {
      opened++
    }
    resume = () => new Promise<void>(() => {})
    suspend = () => Promise.resolve()
  }
  const { fetch } = globalThis
  Object.assign(globalThis, { window: page, AudioContext: Context, fetch: () => Promise.reject(new Error('no network here')) })
  const { prepareSound } = await import('./sound.web.ts')
  const waiting: (() => void)[] = []
  const end = prepareSound((run) => waiting.push(run))
  page.dispatchEvent(new Event('pointerup'))
  page.dispatchEvent(new Event('click'))
  expect(opened).toBe(0)
  for (const run of waiting.splice(0)) run()
  expect(opened).toBe(1)
  end()
  page.dispatchEvent(new Event('keydown'))
  expect(waiting).toHaveLength(0)
  Object.assign(globalThis, { window: undefined, AudioContext: undefined, fetch })
})
