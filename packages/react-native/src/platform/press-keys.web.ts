// Space presses whatever can be pressed in a browser: React Native for Web lets it press buttons alone, and for a switch, a
// checkbox, a radio or an item of a menu it would scroll the page.

import type { KeyboardEvent } from 'react'

const PRESSED_ALREADY = new Set(['button', 'link'])

/** Props for what has this role. */
export const pressKeys = (role: string): object => (PRESSED_ALREADY.has(role) ? NONE : SPACE)

const NONE = {}
const SPACE = {
  onKeyDownCapture(event: KeyboardEvent<HTMLElement>) {
    if (event.key !== ' ' || event.target !== event.currentTarget) return
    event.preventDefault()
    if (!event.repeat) event.currentTarget.click()
  },
}
