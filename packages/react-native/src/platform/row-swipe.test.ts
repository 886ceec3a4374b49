import { expect, test } from 'bun:test'
import { LEADING_FROM, PANEL_WIDTH, swipeEnd, swipeOffset } from './row-swipe.ts'

const WIDTH = 390

test('a row follows the finger, and unwillingly beyond what it needs', () => {
  expect(swipeOffset(40, WIDTH)).toBe(40)
  expect(swipeOffset(LEADING_FROM + 100, WIDTH)).toBe(LEADING_FROM + 25)
  expect(swipeOffset(-200, WIDTH)).toBe(-200)
  expect(swipeOffset(-1_000, WIDTH)).toBe(-WIDTH)
})

test('what happens where it is let go', () => {
  expect(swipeEnd(LEADING_FROM - 1, WIDTH)).toBe('closed')
  expect(swipeEnd(LEADING_FROM, WIDTH)).toBe('leading')
  expect(swipeEnd(-PANEL_WIDTH / 2 + 1, WIDTH)).toBe('closed')
  expect(swipeEnd(-PANEL_WIDTH / 2, WIDTH)).toBe('open')
  expect(swipeEnd(-WIDTH * 0.6, WIDTH)).toBe('trailing')
})

test('on a narrow row the buttons still come before the deed', () => {
  expect(swipeEnd(-PANEL_WIDTH, 240)).toBe('open')
})
