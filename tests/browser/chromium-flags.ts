// How Chromium is started wherever a test brings one: as root, without a screen, and quiet on the network.

export const CHROMIUM = process.env.CHROME_PATH ?? '/usr/bin/chromium'

export const CHROMIUM_FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]

/** For one click or fill: well below a test's own limit, so that a failure says what it waited for. */
export const ACTION_LIMIT_MS = 20_000
