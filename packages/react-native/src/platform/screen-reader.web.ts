// A browser's screen reader goes by roles, labels and live regions alone; what can be done stands in the document.

import type { SpokenAct } from './screen-reader.native.ts'

export type { SpokenAct }

export const asOneThing = (_acts: () => readonly SpokenAct[]): object => NONE

export function useAnnounced(_text: string | undefined, _count?: number): void {}

const NONE = {}
