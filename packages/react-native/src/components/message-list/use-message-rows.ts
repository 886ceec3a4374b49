// The rows of a snapshot; rows that did not change are the same objects as before.

import type { MessageListSnapshot } from '@jobline/client'
import { useMemo, useRef } from 'react'
import { type MessageRow, messageRows } from './message-rows.ts'

export function useMessageRows({ items, first_unread_id }: MessageListSnapshot): readonly MessageRow[] {
  const before = useRef<readonly MessageRow[]>([])
  return useMemo(() => {
    const rows = messageRows(items, first_unread_id, before.current)
    before.current = rows
    return rows
  }, [items, first_unread_id])
}
