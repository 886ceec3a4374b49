// What this person chose on this device: the emoji used last, newest first, and the tone of skin. Below the former stand the
// usual ones.

import { deviceStorage } from '../../platform/device-storage.ts'
import { inTone, type SkinTone, toneless, toneOf } from './skin-tone.ts'

const USUAL_EMOJI = ['👍', '❤️', '😂', '😮', '😢', '🙏'] as const
const KEEP = 24

export const emojiKey = (user_id: string): string => `jobline.recent_emoji.${user_id}`
export const skinToneKey = (user_id: string): string => `jobline.skin_tone.${user_id}`

export function recentEmoji(user_id: string): readonly string[] {
  try {
    const kept: unknown = JSON.parse(deviceStorage.get(emojiKey(user_id)) ?? '[]')
    return Array.isArray(kept) ? kept.filter((it) => typeof it === 'string' && it.length <= 64).slice(0, KEEP) : []
  } catch {
    return []
  }
}

/** In one tone only: the last one. */
export function noteEmoji(user_id: string, emoji: string): void {
  deviceStorage.set(
    emojiKey(user_id),
    JSON.stringify([emoji, ...recentEmoji(user_id).filter((it) => toneless(it) !== toneless(emoji))].slice(0, KEEP)),
  )
}

export const skinTone = (user_id: string): SkinTone => toneOf(deviceStorage.get(skinToneKey(user_id)))

export const noteSkinTone = (user_id: string, tone: SkinTone): void => deviceStorage.set(skinToneKey(user_id), tone)

/** Six: one's own favourites among the usual ones, which follow the tone. */
export function quickEmoji(user_id: string): readonly string[] {
  const usual = USUAL_EMOJI.map((emoji) => inTone(emoji, skinTone(user_id)))
  const own = recentEmoji(user_id).map((emoji) => usual.find((it) => toneless(it) === toneless(emoji)) ?? emoji)
  return [...new Set([...own.slice(0, 3), ...usual])].slice(0, 6)
}
