// How a row is asked for its menu in a browser: the right mouse button, a long touch, Shift+F10 or the menu key, letters
// while it has the focus, and a button that shows while the mouse or the keyboard is on it.

import { type FocusEvent, type KeyboardEvent, type MouseEvent, type PointerEvent, type RefObject, useRef, useState } from 'react'
import type { GestureResponderEvent, View } from 'react-native'
import type { RowPointer, RowPointerOptions } from './row-pointer.native.ts'

export function useRowPointer({ onMenu, onLetter }: RowPointerOptions): RowPointer {
  const [hovered, setHovered] = useState(false)
  const [focused, setFocused] = useState(false)
  const box = useRef<View>(null)
  const element = () => (box as unknown as RefObject<HTMLElement | null>).current
  const openHere = () => {
    const rectangle = element()?.getBoundingClientRect()
    onMenu(rectangle && { x: rectangle.left, y: rectangle.top, width: rectangle.width, height: rectangle.height })
  }
  return {
    hovered,
    pointed: hovered || focused,
    has_button: true,
    box: {
      ref: box,
      onPointerEnter: ({ pointerType }: PointerEvent) => pointerType === 'mouse' && setHovered(true),
      onPointerLeave: () => setHovered(false),
      onFocus: ({ target }: FocusEvent) => setFocused(target.matches(':focus-visible')),
      onBlur: () => setFocused(false),
      onContextMenu(event: MouseEvent) {
        if (event.defaultPrevented) return
        event.preventDefault()
        if (event.clientX > 0 || event.clientY > 0) onMenu({ x: event.clientX, y: event.clientY, width: 0, height: 0 })
        else openHere()
      },
    },
    press: {
      onKeyDown(event: KeyboardEvent) {
        if (event.ctrlKey || event.metaKey || event.altKey) return
        const asks = event.key === 'ContextMenu' || (event.key === 'F10' && event.shiftKey)
        if (asks) openHere()
        if (asks || onLetter(event.code)) event.preventDefault()
      },
      // A mouse that rests on its button has the right one for this.
      onLongPress: ({ nativeEvent }: GestureResponderEvent) => 'touches' in nativeEvent && onMenu(undefined),
    },
    openHere,
  }
}
