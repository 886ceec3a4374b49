// All emoji for a picker: at once where the device has them, and their names in the language of the screens when those come.

import { useEffect, useMemo, useState } from 'react'
import { type EmojiGroup, type EmojiSet, emojiGroups, loadEmoji } from './emoji-data.ts'
import { type EmojiNames, emojiNames } from './emoji-names.ts'

export interface EmojiLoad {
  /** undefined while they are loading. */
  readonly groups: readonly EmojiGroup[] | undefined
  readonly failed: boolean
  readonly again: () => void
}

export function useEmoji(language: string): EmojiLoad {
  const [all, setAll] = useState<EmojiSet>()
  const [names, setNames] = useState<EmojiNames>()
  const [failed, setFailed] = useState(false)
  useEffect(() => {
    if (failed) return
    let wanted = true
    loadEmoji().then(
      (loaded) => wanted && setAll(loaded),
      () => wanted && setFailed(true),
    )
    return () => {
      wanted = false
    }
  }, [failed])
  useEffect(() => {
    let wanted = true
    // Without them emoji have no name of ours, and are found by English words.
    const done = (loaded?: EmojiNames) => wanted && setNames(loaded)
    emojiNames(language).then(done, () => done())
    return () => {
      wanted = false
    }
  }, [language])
  const groups = useMemo(() => all && emojiGroups(all, language, names), [all, language, names])
  return { groups, failed, again: () => setFailed(false) }
}
