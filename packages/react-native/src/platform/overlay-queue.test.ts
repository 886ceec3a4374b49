import { expect, test } from 'bun:test'
import { OverlayQueue, type Turn } from './overlay-queue.ts'

function overlays() {
  const queue = new OverlayQueue()
  const came: string[] = []
  const make = (name: string, inside: readonly Turn[] = []): Turn => ({ inside, onTurn: () => came.push(name) })
  return { queue, came, make }
}

test('the next overlay comes when the last one is gone, whichever of them spoke first', () => {
  const { queue, came, make } = overlays()
  const [menu, sheet, other] = [make('menu'), make('sheet'), make('other')]
  queue.ask(menu)
  queue.ask(sheet)
  queue.ask(other)
  expect(came).toEqual(['menu'])
  queue.leave(menu)
  expect(came).toEqual(['menu', 'sheet'])
  queue.leave(menu)
  queue.leave(sheet)
  expect(came).toEqual(['menu', 'sheet', 'other'])
})

test('one that no longer wants to come does not', () => {
  const { queue, came, make } = overlays()
  const [menu, sheet] = [make('menu'), make('sheet')]
  queue.ask(menu)
  queue.ask(sheet)
  queue.leave(sheet)
  queue.leave(menu)
  expect(came).toEqual(['menu'])
})

test('one inside of another lies over it', () => {
  const { queue, came, make } = overlays()
  const sheet = make('sheet')
  queue.ask(sheet)
  queue.ask(make('menu', [sheet]))
  expect(came).toEqual(['sheet', 'menu'])
})
