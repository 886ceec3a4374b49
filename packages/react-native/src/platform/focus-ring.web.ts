// A visible focus ring for whoever uses the keyboard, in the theme's accent. Browsers draw their own on
// some elements and none on others; one rule for all of them cannot be forgotten by a component.

import { useEffect } from 'react'

const ID = 'jobline-focus-ring'

export function useFocusRing(color: string): void {
  useEffect(() => {
    const known = document.getElementById(ID)
    const style = known ?? document.createElement('style')
    style.id = ID
    // A text field draws its own ring around its box, see the composer; a menu would cut off one that stands out.
    style.textContent = `:focus-visible{outline:2px solid ${color};outline-offset:2px}textarea:focus-visible,input:focus-visible{outline:none}[role^=menuitem]:focus-visible{outline-offset:-2px}`
    if (!known) document.head.append(style)
  }, [color])
}
