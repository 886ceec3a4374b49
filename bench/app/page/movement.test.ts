import { expect, test } from 'bun:test'
import { Movement, type Step } from './movement.ts'

const VIEWPORT = 800
const step = (scrolled: number, moved: number | undefined): Step => ({
  down: Math.max(0, scrolled),
  up: Math.max(0, -scrolled),
  moved,
  largest: Math.abs(scrolled),
  viewport: VIEWPORT,
})

function after(steps: readonly Step[]): Movement {
  const movement = new Movement()
  for (const each of steps) movement.frame(each)
  movement.rest()
  return movement
}

test('what moves as it was scrolled has not jumped, up and down', () => {
  for (const way of [40, -40]) {
    const movement = after(Array.from({ length: 10 }, () => step(way, way)))
    expect(movement.jumps).toEqual([])
    expect(movement.scrolled).toBe(400)
    expect(movement.held_back).toBe(0)
  }
})

test('one wheel event more or less in a frame is how browsers report them', () => {
  expect(after([step(40, 0), step(40, 80), step(40, 80), step(40, 0)]).jumps).toEqual([])
})

test('a leap against the wheel is a jump, and what comes after it is not another', () => {
  const { jumps } = after([step(40, 40), step(40, -360), step(40, 40), step(40, 40)])
  expect(jumps).toEqual([{ kind: 'backwards', points: -360 }])
})

test('a leap ahead of the wheel is a jump, and one at rest too', () => {
  expect(after([step(40, 40), step(40, 440), step(40, 40)]).jumps).toEqual([{ kind: 'ahead', points: 400 }])
  expect(after([step(40, 40), step(40, 52), step(0, 0)]).jumps).toEqual([{ kind: 'at_rest', points: 12 }])
  expect(after([step(0, 200)]).jumps).toHaveLength(1)
})

test('a list that has nothing more to show is held back, and does not jump', () => {
  const movement = after([step(40, 40), step(40, 10), step(40, 0)])
  expect(movement.jumps).toEqual([])
  expect(movement.held_back).toBe(70)
})

test('other rows altogether, after less than a viewport, are a jump', () => {
  expect(after([step(40, 40), step(40, undefined)]).jumps).toEqual([{ kind: 'lost', points: VIEWPORT }])
  expect(after([step(40, 40), step(1_200, undefined)]).jumps).toEqual([])
})

test('a hand that turns before the list is at rest', () => {
  expect(after([step(40, 40), step(-40, 0), step(-40, -40), step(-40, -80)]).jumps).toEqual([])
  expect(after([step(40, 40), { down: 80, up: 200, moved: -120, largest: 40, viewport: VIEWPORT }]).jumps).toEqual([])
  expect(after([step(40, 40), step(-40, 400)]).jumps).toHaveLength(1)
})
