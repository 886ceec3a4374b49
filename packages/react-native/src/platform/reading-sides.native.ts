// The sides of a line of text. React Native swaps left and right where the screen is read from right to left.

import type { TextStyle } from 'react-native'

export const AT_START: TextStyle['textAlign'] = 'left'
export const AT_END: TextStyle['textAlign'] = 'right'
/** Where the text itself begins: for what people wrote. */
export const BY_TEXT: TextStyle['textAlign'] = 'auto'
