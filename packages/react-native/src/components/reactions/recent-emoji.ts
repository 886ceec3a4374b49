// The emoji that this person used last on this device, newest first. Below them stand the usual ones.

import { deviceStorage } from '../../platform/device-storage.ts'

export const USUAL_EMOJI = ['👍', '❤️', '😂', '😮', '😢', '🙏'] as const
const KEEP = 24
const KEY = 'jobline.recent_emoji'

export function recentEmoji(): readonly string[] {
  try {
    const kept: unknown = JSON.parse(deviceStorage.get(KEY) ?? '[]')
    return Array.isArray(kept) ? kept.filter((it) => typeof it === 'string' && it.length <= 64).slice(0, KEEP) : []
  } catch {
    return []
  }
}

export function noteEmoji(emoji: string): void {
  deviceStorage.set(KEY, JSON.stringify([emoji, ...recentEmoji().filter((it) => it !== emoji)].slice(0, KEEP)))
}
