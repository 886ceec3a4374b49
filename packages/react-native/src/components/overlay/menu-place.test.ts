import { expect, test } from 'bun:test'
import { menuPlace } from './menu-place.ts'

const window = { width: 1_280, height: 800 }
const menu = { width: 220, height: 300 }

test('under its anchor, at the edge where reading starts', () => {
  expect(menuPlace({ x: 100, y: 50, width: 300, height: 40 }, menu, window, false)).toEqual({ left: 100, top: 96 })
  expect(menuPlace({ x: 600, y: 50, width: 300, height: 40 }, menu, window, true)).toEqual({ left: 680, top: 96 })
})

test('at the other edge where the window ends', () => {
  expect(menuPlace({ x: 1_150, y: 50, width: 100, height: 40 }, menu, window, false).left).toBe(1_030)
})

test('above where there is no room below', () => {
  expect(menuPlace({ x: 100, y: 700, width: 300, height: 40 }, menu, window, false).top).toBe(394)
})

test('inside the window where it fits nowhere', () => {
  const tall = { width: 220, height: 760 }
  expect(menuPlace({ x: 100, y: 400, width: 300, height: 40 }, tall, window, false).top).toBe(32)
  expect(menuPlace({ x: -50, y: 400, width: 30, height: 40 }, menu, { width: 240, height: 800 }, false).left).toBe(8)
})
