// The emoji that this person used last on this device, newest first. Below them stand the usual ones.

import { deviceStorage } from '../../platform/device-storage.ts'

export const USUAL_EMOJI = ['👍', '❤️', '😂', '😮', '😢', '🙏'] as const
const KEEP = 24

export const emojiKey = (user_id: string): string => `jobline.recent_emoji.${user_id}`

export function recentEmoji(user_id: string): readonly string[] {
  try {
    const kept: unknown = JSON.parse(deviceStorage.get(emojiKey(user_id)) ?? '[]')
    return Array.isArray(kept) ? kept.filter((it) => typeof it === 'string' && it.length <= 64).slice(0, KEEP) : []
  } catch {
    return []
  }
}

export function noteEmoji(user_id: string, emoji: string): void {
  deviceStorage.set(emojiKey(user_id), JSON.stringify([emoji, ...recentEmoji(user_id).filter((it) => it !== emoji)].slice(0, KEEP)))
}
