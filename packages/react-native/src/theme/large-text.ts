import { useTextScale } from '../platform/text-length.ts'
import { LARGE_TEXT } from './tokens.ts'

/** The person's text is so large that what stands in one line takes more of them. */
export const useLargeText = (): boolean => useTextScale() >= LARGE_TEXT
