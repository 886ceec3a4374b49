// The sides of a line of text. A browser would take them from the text itself, and a Latin name would then leave its place in
// an Arabic list; react-native-web takes `start` from the direction of the screen.

import type { TextStyle } from 'react-native'

export const AT_START = 'start' as unknown as TextStyle['textAlign']
export const AT_END = 'end' as unknown as TextStyle['textAlign']
/** Where the text itself begins: for what people wrote. */
export const BY_TEXT = undefined
