import { expect, test } from 'bun:test'
import { HARD_STOP_MS, SAME_WISH_MS, stopOnRequest } from './stop-requests.ts'

function ask(stop: () => Promise<void>) {
  const exits: number[] = []
  let now = 0
  let last: { at: number; run: () => void } | undefined
  const request = stopOnRequest({
    stop,
    exit: (code) => exits.push(code),
    now: () => now,
    after: (ms, run) => {
      last = { at: now + ms, run }
    },
  })
  const advance = (ms: number) => {
    now += ms
    if (last && now >= last.at) last.run()
  }
  return { request, exits, advance }
}
const never = () => new Promise<void>(() => {})

test('the first request to stop drains and ends with 0 when that is done, with 1 when it fails', async () => {
  const good = ask(async () => {})
  expect(good.request()).toBe(true)
  await Promise.resolve()
  expect(good.exits).toEqual([0])
  const bad = ask(async () => {
    throw new Error('no')
  })
  bad.request()
  await Promise.resolve()
  expect(bad.exits).toEqual([1])
})

test('a second request ends at once; one that comes with the first is the same', () => {
  const { request, exits, advance } = ask(never)
  expect([request(), request()]).toEqual([true, false])
  advance(SAME_WISH_MS - 1)
  request()
  expect(exits).toEqual([])
  advance(1)
  expect(request()).toBe(false)
  expect(exits).toEqual([130])
})

test('a drain that does not end is ended', () => {
  const { request, exits, advance } = ask(never)
  advance(HARD_STOP_MS)
  expect(exits).toEqual([])
  request()
  advance(HARD_STOP_MS - 1)
  expect(exits).toEqual([])
  advance(1)
  expect(exits).toEqual([1])
})
