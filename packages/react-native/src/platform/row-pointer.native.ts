// How a row is asked for its menu on a phone: a long press. Screen readers get the acts themselves, by the row's own
// accessibility actions.

import type { Box } from '../components/overlay/menu-place.ts'

export interface RowPointerOptions {
  /** With the place of what asked, where a menu can stand beside it. */
  readonly onMenu: (anchor: Box | undefined) => void
  /** A key's code, while the row has the focus. true: it was for the row. */
  readonly onLetter: (code: string) => boolean
}

export interface RowPointer {
  readonly hovered: boolean
  /** The mouse or the keyboard is on it: the button of the menu shows. */
  readonly pointed: boolean
  readonly has_button: boolean
  /** Props of the row's box. */
  readonly box: object
  /** Props of what is pressed in it. */
  readonly press: object
  /** The button was pressed. */
  readonly openHere: () => void
}

export function useRowPointer({ onMenu }: RowPointerOptions): RowPointer {
  const open = () => onMenu(undefined)
  return { hovered: false, pointed: false, has_button: false, box: NONE, press: { onLongPress: open }, openHere: open }
}

const NONE = {}
