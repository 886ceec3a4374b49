// The clipboard of a phone. An app without expo-clipboard cannot copy, and says so.

const clipboard = load()

/** Resolves with false where the system refused. */
export async function copyText(text: string): Promise<boolean> {
  try {
    return (await clipboard?.setStringAsync(text)) ?? false
  } catch {
    return false
  }
}

function load(): typeof import('expo-clipboard') | undefined {
  try {
    // Inside of `try` Metro takes a package for one that may be missing.
    return require('expo-clipboard') as typeof import('expo-clipboard')
  } catch {
    return undefined
  }
}
