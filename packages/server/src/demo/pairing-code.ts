// How somebody at another machine on the network gets into the demo: by a code that only whoever started the
// server can read. New with every start; letters and digits that are not taken for one another.

import { timingSafeEqual } from 'node:crypto'

const ALPHABET = 'ABCDEFGHJKMNPQRSTUVWXYZ23456789'
const LENGTH = 8

/** `random` gives 0 ≤ n < 1 and must not be guessable. */
export const createPairingCode = (random: () => number): string =>
  Array.from({ length: LENGTH }, () => ALPHABET[Math.floor(random() * ALPHABET.length)]).join('')

/** Blanks, dashes and case are a matter of taste. */
export function isPairingCode(given: string | undefined, expected: string): boolean {
  const plain = (given ?? '').replaceAll(/[\s-]/g, '').toUpperCase()
  const [a, b] = [Buffer.from(plain), Buffer.from(expected)]
  return a.length === b.length && timingSafeEqual(a, b)
}
