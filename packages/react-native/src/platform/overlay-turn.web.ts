// When an overlay may show itself: at once, a browser shows as many as there are.

import { createContext } from 'react'
import type { OverlayTurn } from './overlay-turn.native.ts'

export const Inside = createContext<OverlayTurn['inside']>([])

export const useOverlayTurn = (wanted: boolean): OverlayTurn => ({ visible: wanted, inside: NOTHING })

const NOTHING: OverlayTurn['inside'] = []
