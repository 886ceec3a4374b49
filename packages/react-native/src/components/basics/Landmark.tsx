// The part of the page that a screen reader jumps to: what the page is about, or the list that stands beside it.

import { createContext, type ReactNode, useContext } from 'react'
import { type StyleProp, View, type ViewStyle } from 'react-native'

export interface LandmarkProps {
  /** Says which of several it is. */
  readonly label?: string
  /** Something is on its way. */
  readonly busy?: boolean
  readonly style?: StyleProp<ViewStyle>
  readonly testID?: string
  readonly children?: ReactNode
}

const BesideContext = createContext(false)

/** A whole screen begins with this. */
export function Landmark({ label, busy, style, testID, children }: LandmarkProps) {
  const beside = useContext(BesideContext)
  return (
    <View role={beside ? 'navigation' : 'main'} aria-label={label} aria-busy={busy} testID={testID} style={style}>
      {children}
    </View>
  )
}

/** Screens in here stand beside the one that the page is about. */
export function Beside({ beside, children }: { beside: boolean; children: ReactNode }) {
  return <BesideContext value={beside}>{children}</BesideContext>
}
