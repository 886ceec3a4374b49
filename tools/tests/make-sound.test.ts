import { expect, test } from 'bun:test'
import { readFileSync } from 'node:fs'
import { makeSound, soundFile } from '../make-sound.mjs'

test('the committed sound is the one that its script makes, and it is heard without being cut off', () => {
  const file = readFileSync(soundFile)
  expect(file.equals(makeSound())).toBe(true)
  const samples = Array.from({ length: (file.length - 44) / 2 }, (_, index) => file.readInt16LE(44 + index * 2))
  const loudest = Math.max(...samples.map(Math.abs))
  expect(loudest).toBeGreaterThan(8_000)
  expect(loudest).toBeLessThan(32_767)
  expect(Math.abs(samples.at(-1) ?? 99)).toBeLessThan(50)
})
