// A part of the page in the direction and language of its words. Its own element, not the whole document, because the chat may
// stand in a page that speaks another language; whatever is drawn outside it (a dialog) begins with one of these.

import type { ReactNode } from 'react'
import { View } from 'react-native'

export interface DirectedProps {
  /** BCP 47, for screen readers. */
  readonly language: string
  readonly direction: 'ltr' | 'rtl'
  /** Phones: as large as there is room. A browser's takes no part in the layout. */
  readonly fill?: boolean
  readonly children: ReactNode
}

export function Directed({ language, direction, children }: DirectedProps) {
  // react-native-web turns the styles inside by the nearest of these; React Native's types know neither.
  const [named, turned]: [object, object] = [{ lang: language }, { dir: direction }]
  return (
    <View {...named} style={CONTENTS}>
      <View {...turned} style={CONTENTS}>
        {children}
      </View>
    </View>
  )
}

const CONTENTS = { display: 'contents' } as object
