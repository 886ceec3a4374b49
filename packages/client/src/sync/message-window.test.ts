import { expect, test } from 'bun:test'
import { message } from '../../tests/example-data.ts'
import { createWindow as createEmpty } from './message-window.ts'

function createWindow() {
  const window = createEmpty()
  window.extend([])
  return window
}
const seqs = (window: ReturnType<typeof createWindow>) => window.messages().map(({ seq }) => seq)

test('it sorts by seq, and the greater rev wins', () => {
  const window = createWindow()
  window.put([message(3), message(1), message(2)])
  window.put([message(2, { rev: 9, text: 'edited' }), message(2, { rev: 8, text: 'older' })])
  expect(seqs(window)).toEqual([1, 2, 3])
  expect(window.messages()[1]?.text).toBe('edited')
})

test('a page below joins it; one that leaves a hole does not', () => {
  const window = createWindow()
  window.put([message(10)])
  window.put([message(7), message(9), message(8)])
  window.put([message(3)])
  expect(seqs(window)).toEqual([7, 8, 9, 10])
})

test('G4 what came in while the cache was read falls into its place, as it came in', () => {
  const window = createWindow()
  window.put([message(10)])
  window.put([message(4), message(5), message(2, { rev: 20, text: 'edited meanwhile' })])
  window.extend([message(1), message(2), message(3)])
  window.put([message(6), message(7), message(8), message(9)])
  expect(seqs(window)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10])
  expect(window.messages()[1]?.text).toBe('edited meanwhile')
})

test('before the cache was read nothing is shown, and what came in is not lost', () => {
  const window = createEmpty()
  window.put([message(2, { rev: 20, text: 'edited meanwhile' }), message(4)])
  expect([window.isLoaded(), seqs(window)]).toEqual([false, []])
  window.extend([message(1), message(2), message(3)])
  expect([window.isLoaded(), seqs(window), window.messages()[1]?.text]).toEqual([true, [1, 2, 3, 4], 'edited meanwhile'])
})

test('a change makes a new array, so that a view can tell', () => {
  const window = createWindow()
  window.put([message(1)])
  const before = window.messages()
  window.put([message(2)])
  expect(before.length).toBe(1)
  expect(window.messages()).not.toBe(before)
})
