// Finds the Chromium that the browser tests drive, or installs Debian's where that is ours to do: as root, with
// apt. Elsewhere it says exactly what to run; the tests are then skipped, and the closing line says so.

import { existsSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { withProgress } from './progress.mjs'
import { runCommand } from './run-command.mjs'

const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'chrome']
const PLACES = [
  '/usr/bin',
  '/usr/local/bin',
  '/snap/bin',
  '/opt/google/chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
]

/**
 * The path of a Chromium or Chrome, or undefined. CHROME_PATH decides where it is set.
 *
 * @param {NodeJS.ProcessEnv} [env]
 */
export function findChromium(env = process.env) {
  if (env.CHROME_PATH) return existsSync(env.CHROME_PATH) ? env.CHROME_PATH : undefined
  const folders = [...(env.PATH ?? '').split(delimiter).filter(Boolean), ...PLACES]
  for (const folder of folders) {
    if (folder.endsWith('Google Chrome') || folder.endsWith('Chromium')) {
      if (existsSync(folder)) return folder
      continue
    }
    for (const name of NAMES) if (existsSync(join(folder, name))) return join(folder, name)
  }
  return undefined
}

/**
 * What a person has to run where we may not.
 *
 * @param {{platform: string, debian: boolean}} machine
 */
export function howToInstall({ platform, debian }) {
  if (debian) return 'sudo apt-get update && sudo apt-get install -y chromium'
  if (platform === 'darwin') return 'brew install --cask chromium'
  return 'install Chromium or Chrome, and name it: CHROME_PATH=/path/to/chrome npm test'
}

/**
 * @returns {Promise<{path: string} | {path: undefined, reason: string}>} `reason` is for a person
 */
export async function ensureChromium() {
  const found = findChromium()
  if (found !== undefined) return { path: found }
  if (process.env.CHROME_PATH) return { path: undefined, reason: `CHROME_PATH names ${process.env.CHROME_PATH}, which does not exist` }
  const debian = existsSync('/etc/debian_version') && existsSync('/usr/bin/apt-get')
  const machine = { platform: process.platform, debian }
  if (!debian || process.getuid?.() !== 0) return { path: undefined, reason: `there is no Chromium here. Run: ${howToInstall(machine)}` }
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
  const output = await withProgress('Installing Chromium …', async () => {
    const update = await runCommand('apt-get', ['update', '-q'], { env, capture: true })
    if (update.code !== 0) return update.output
    const install = await runCommand('apt-get', ['install', '-y', '-q', '--no-install-recommends', 'chromium'], { env, capture: true })
    return install.code === 0 ? '' : install.output
  })
  const installed = findChromium()
  if (installed !== undefined) return { path: installed }
  return { path: undefined, reason: `apt-get could not install chromium:\n${output.trimEnd().split('\n').slice(-8).join('\n')}` }
}
