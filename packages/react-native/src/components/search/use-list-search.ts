// What is searched for over the list: the words, kept while a result is open; the keys that lead to the field and out of it;
// and whether the field stands there, which on a low window it does only once it is asked for.

import { type RefObject, useCallback, useRef, useState } from 'react'
import { type TextInput, useWindowDimensions } from 'react-native'
import { focusAfter } from '../../platform/lost-focus.ts'
import { focusFirstRow } from '../../platform/row-focus.ts'
import { useSearchKey } from '../../platform/search-key.ts'

/** A phone on its side: a field that always stood there would take a row's room. */
const LOW_UNDER = 480
/** Leads to the field where that does not stand. */
const BUTTON = 'list-search'

export interface ListSearch {
  readonly text: string
  /** There is something to look for. */
  readonly searching: boolean
  readonly has_field: boolean
  readonly field: RefObject<TextInput | null>
  readonly setText: (text: string) => void
  /** Shows the field and goes there. */
  readonly begin: () => void
  readonly toField: () => void
  /** Back to the list. */
  readonly leave: () => void
  readonly onKey: (key: string) => boolean
}

/** @param first words to begin with */
export function useListSearch(first = ''): ListSearch {
  const [text, setText] = useState(first)
  const [asked_for, setAskedFor] = useState(false)
  const low = useWindowDimensions().height < LOW_UNDER
  const field = useRef<TextInput>(null)
  const toField = useCallback(() => field.current?.focus(), [])
  const begin = useCallback(() => {
    setAskedFor(true)
    // It may have to be drawn first.
    requestAnimationFrame(() => field.current?.focus())
  }, [])
  const leave = useCallback(() => {
    setText('')
    setAskedFor(false)
    field.current?.focus()
    // On a low window the field goes.
    focusAfter(BUTTON)
  }, [])
  useSearchKey(begin)
  const onKey = useCallback((key: string) => {
    if (key === 'Escape') {
      setAskedFor(false)
      focusAfter(BUTTON)
    }
    return key === 'ArrowDown' && focusFirstRow()
  }, [])
  return { text, searching: text.trim() !== '', has_field: !low || asked_for || text !== '', field, setText, begin, toField, leave, onKey }
}
