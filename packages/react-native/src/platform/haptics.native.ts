// One light tap of the phone's own. Nothing where the app has no expo-haptics, or the phone no motor.

const haptics = load()

export const canTick = haptics !== undefined

export function tick(): void {
  void haptics?.impactAsync(haptics.ImpactFeedbackStyle.Light).catch(() => {})
}

function load(): typeof import('expo-haptics') | undefined {
  try {
    // Inside of `try` Metro takes a package for one that may be missing.
    return require('expo-haptics') as typeof import('expo-haptics')
  } catch {
    return undefined
  }
}
