// Keeps node_modules in step with package-lock.json. Owns the question "is what is installed what the lock file
// says?" and the call of `npm ci`; where the answer is yes it neither starts npm nor touches the network.

import { createHash } from 'node:crypto'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { Problem } from './problem.mjs'
import { withProgress } from './progress.mjs'
import { runCommand } from './run-command.mjs'

/** Written after a good look, so that the next one is a comparison of two hashes. */
const STAMP = '.jobline-installed'

/** @typedef {{version?: string, integrity?: string, optional?: boolean, peer?: boolean, link?: boolean, resolved?: string}} LockEntry */

/** @param {string} file @returns {Record<string, LockEntry> | undefined} */
function readPackages(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8')).packages
  } catch {
    return undefined
  }
}

/** @param {string} folder */
function stampOf(folder) {
  const hash = createHash('sha256').update(readFileSync(join(folder, 'package-lock.json')))
  // Some packages differ by machine; a folder carried to another one is installed anew.
  return hash.update(`${process.platform} ${process.arch}`).digest('hex')
}

/**
 * Does node_modules hold what the lock file names? npm leaves its own list of what it put there, and writes it
 * last, so an install that was cut short does not pass.
 *
 * @param {string} folder
 */
function matchesLock(folder) {
  const wanted = readPackages(join(folder, 'package-lock.json'))
  const installed = readPackages(join(folder, 'node_modules', '.package-lock.json'))
  if (wanted === undefined || installed === undefined) return false
  return Object.entries(wanted).every(([path, entry]) => {
    if (!path.includes('node_modules/')) return true
    const there = installed[path]
    if (there === undefined) return entry.optional === true || entry.peer === true
    if (!existsSync(join(folder, path))) return entry.optional === true
    return there.version === entry.version && there.resolved === entry.resolved && there.integrity === entry.integrity
  })
}

/** @param {string} folder */
export function isInstalled(folder) {
  const stampFile = join(folder, 'node_modules', STAMP)
  const stamp = stampOf(folder)
  if (existsSync(stampFile) && readFileSync(stampFile, 'utf8') === stamp && existsSync(join(folder, 'node_modules', '.package-lock.json')))
    return true
  if (!matchesLock(folder)) return false
  writeFileSync(stampFile, stamp)
  return true
}

const OFFLINE = /\b(ENOTFOUND|EAI_AGAIN|ENETUNREACH|EHOSTUNREACH|ECONNREFUSED|ECONNRESET|ETIMEDOUT|ERR_SOCKET_TIMEOUT|FETCH_ERROR)\b/

/** What to tell a person about an `npm ci` that failed. @param {string} output */
export function explainInstallFailure(output) {
  const last = output.trimEnd().split('\n').slice(-25).join('\n')
  if (OFFLINE.test(output)) {
    return `${last}\n\nThe packages could not be fetched: the package registry does not answer. The first start needs a network; later ones do not.\nConnect (or look at the proxy and registry settings in \`npm config list\`) and run the command again.`
  }
  if (/\bENOSPC\b/.test(output)) return `${last}\n\nThe disk is full. Make room and run the command again.`
  if (/\b(EACCES|EPERM)\b/.test(output)) return `${last}\n\nnpm may not write here. Is this folder yours? Then run the command again.`
  return `${last}\n\n\`npm ci\` failed; its last lines are above.`
}

/**
 * Installs what the lock file names, if it is not installed already.
 *
 * @param {string} folder the repository
 * @param {{npm?: string[]}} [options] the command that is npm
 * @throws {Problem} in words
 */
export async function ensureInstalled(folder, options = {}) {
  if (isInstalled(folder)) return
  // Under `npm start` the same npm that was called; its path is a script that Node runs.
  const running = process.env.npm_execpath
  const [command, ...first] = options.npm ?? (running?.endsWith('.js') ? [process.execPath, running] : ['npm'])
  if (command === undefined) throw new Problem('npm was not found.')
  const first_time = existsSync(join(folder, 'node_modules')) ? '' : ' (the first time takes a minute or two)'
  const args = [...first, 'ci', '--no-audit', '--no-fund', '--prefer-offline', '--fetch-retries=1', '--loglevel=warn']
  const result = await withProgress(`Installing packages${first_time} …`, () =>
    runCommand(command, args, { cwd: folder, capture: true }).then(failed),
  )
  if (!isInstalled(folder))
    throw new Problem(
      `${result.output}\n\`npm ci\` ended well, but node_modules does not match package-lock.json. Run \`npm ci\` by hand to see why.`,
    )
}

/** @param {import('./run-command.mjs').CommandResult} result */
function failed(result) {
  if (result.code === 127) throw new Problem('npm was not found. It comes with Node; install Node again, or put npm on the PATH.')
  if (result.code !== 0) throw new Problem(explainInstallFailure(result.output))
  return result
}
