// What a phone's screen reader is told: a message as one thing with acts, and words that have just appeared.

import { useEffect } from 'react'
import { AccessibilityInfo, Platform } from 'react-native'

export interface SpokenAct {
  readonly name: string
  readonly label: string
  readonly run: () => void
}

/** Props that make a view one thing to the screen reader, with these acts. */
export function asOneThing(acts: () => readonly SpokenAct[]): object {
  const offered = acts()
  return {
    accessible: true,
    accessibilityActions: offered.map(({ name, label }) => ({ name, label })),
    onAccessibilityAction: ({ nativeEvent }: { nativeEvent: { actionName: string } }) =>
      offered.find(({ name }) => name === nativeEvent.actionName)?.run(),
  }
}

/** Android speaks live regions by itself; iOS has none. */
export function useAnnounced(text: string | undefined, count = 0): void {
  // biome-ignore lint/correctness/useExhaustiveDependencies: the same words again have another number
  useEffect(() => {
    if (Platform.OS === 'ios' && text) AccessibilityInfo.announceForAccessibility(text)
  }, [text, count])
}
