// When a token ends, read from the token itself. The answer to a renewal on a live socket does not say it; anything
// that cannot be read is no answer, never a fault. It decides when to renew and nothing else: the server judges.

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'

/** The `exp` claim in ms since 1970, or undefined where the token is not a JWT that has one. */
export function tokenExpiry(token: string): number | undefined {
  let text = ''
  let bits = 0
  let held = 0
  // No `atob`: not every engine has it. Only ASCII matters here, so bytes are taken as characters.
  for (const letter of token.split('.')[1] ?? '') {
    held = ((held << 6) | ALPHABET.indexOf(letter)) & 0xffff
    bits += 6
    if (bits < 8) continue
    bits -= 8
    text += String.fromCharCode((held >> bits) & 0xff)
  }
  try {
    const { exp } = JSON.parse(text)
    return typeof exp === 'number' ? exp * 1_000 : undefined
  } catch {
    return undefined
  }
}
