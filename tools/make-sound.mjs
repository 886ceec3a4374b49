// `node tools/make-sound.mjs`: makes the sound of a new message, two soft notes, one after the other. The file is
// committed; this is where it comes from, so that its licence is ours to give (NOTICE). The same bytes on every machine.

import './node-version.mjs'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { argv } from 'node:process'
import { pathToFileURL } from 'node:url'
import { root } from './bun.mjs'

/** Enough for tones below 4 kHz, and small. */
const RATE = 16_000
const LASTS_S = 0.62
/** Hz, when it begins, how loud. A fourth upwards: friendly, and heard in a noisy street. */
const NOTES = [
  { pitch: 659.26, at_s: 0, level: 0.3 },
  { pitch: 880, at_s: 0.11, level: 0.36 },
]
/** Overtones of a struck bar: pitch, level and decay as parts of the note's own. */
const PARTIALS = [
  { times: 1, level: 1, decay_s: 0.16 },
  { times: 2, level: 0.16, decay_s: 0.09 },
  { times: 3.98, level: 0.05, decay_s: 0.03 },
]
/** Without it a note begins with a click. */
const ATTACK_S = 0.006

/** 16 bit PCM, mono, in a WAV file: every browser and phone plays it without a decoder of its own. @returns {Buffer} */
export function makeSound() {
  const count = Math.round(RATE * LASTS_S)
  const file = Buffer.alloc(44 + count * 2)
  file.write('RIFF', 0)
  file.writeUInt32LE(36 + count * 2, 4)
  file.write('WAVEfmt ', 8)
  file.writeUInt32LE(16, 16)
  file.writeUInt16LE(1, 20)
  file.writeUInt16LE(1, 22)
  file.writeUInt32LE(RATE, 24)
  file.writeUInt32LE(RATE * 2, 28)
  file.writeUInt16LE(2, 32)
  file.writeUInt16LE(16, 34)
  file.write('data', 36)
  file.writeUInt32LE(count * 2, 40)
  for (let index = 0; index < count; index++) {
    const fade = Math.min(1, (count - index) / (RATE * 0.05))
    const level = NOTES.reduce((sum, note) => sum + noteAt(note, index / RATE - note.at_s), 0)
    file.writeInt16LE(Math.round(32_767 * fade * level), 44 + index * 2)
  }
  return file
}

/** @param {{pitch: number, level: number}} note @param {number} since_s */
function noteAt({ pitch, level }, since_s) {
  if (since_s < 0) return 0
  const attack = Math.min(1, since_s / ATTACK_S)
  const sum = PARTIALS.reduce(
    (all, partial) => all + partial.level * Math.exp(-since_s / partial.decay_s) * Math.sin(2 * Math.PI * pitch * partial.times * since_s),
    0,
  )
  return level * attack * sum
}

export const soundFile = join(root, 'packages', 'react-native', 'assets', 'new-message.wav')

if (import.meta.url === pathToFileURL(argv[1] ?? '').href) {
  writeFileSync(soundFile, makeSound())
  console.log(soundFile)
}
