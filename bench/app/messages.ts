// What is said in the long conversation: the same texts in both products. Words come from a seed, so that every run says the same.

export interface BenchMessage {
  readonly id: string
  readonly text: string
  readonly is_own: boolean
  readonly created_at: number
}

const WORDS =
  'the sink is dripping again so I will bring a new trap and two brackets on Sunday at ten please ring twice gate dog friendly'.split(' ')

/** Repeats itself for a seed: a linear congruential generator, good enough for lengths of texts. */
export function createRandom(seed: number): () => number {
  let state = seed
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return state / 2 ** 32
  }
}

/** Mostly a few words, sometimes a paragraph, sometimes only an emoji: as people write. */
export function textOf(index: number, random: () => number): string {
  const kind = random()
  if (kind < 0.04) return '👍'
  const count = kind < 0.6 ? 2 + Math.floor(random() * 8) : kind < 0.92 ? 10 + Math.floor(random() * 16) : 40 + Math.floor(random() * 50)
  const words = Array.from({ length: count }, () => WORDS[Math.floor(random() * WORDS.length)])
  return `${index}: ${words.join(' ')}`
}
