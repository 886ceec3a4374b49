import { expect, test } from 'bun:test'
import { swipeOf } from './swipe.ts'

const swipe = (dx: number, dy: number, inwards: 1 | -1 = 1, swiping = false) => swipeOf({ dx, dy, inwards, swiping })

test('only a flat touch towards the inside begins a swipe', () => {
  expect(swipe(20, 3)).toEqual({ shift: 20, far_enough: false })
  expect(swipe(-20, 3)).toBeUndefined()
  expect(swipe(20, 15)).toBeUndefined()
  expect(swipe(6, 0)).toBeUndefined()
  expect(swipe(-20, 3, -1)).toEqual({ shift: -20, far_enough: false })
})

test('once begun it follows the finger, to a limit, and back', () => {
  expect(swipe(60, 80, 1, true)).toEqual({ shift: 60, far_enough: true })
  expect(swipe(400, 0, 1, true)?.shift).toBe(84)
  expect(swipe(-30, 0, 1, true)).toEqual({ shift: 0, far_enough: false })
})
