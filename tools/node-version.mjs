// Says in a sentence that Node is too old. Imported first and for its effect by every command: it and
// what is imported beside it must stay readable to an old Node, so nothing newer than ES2020 stands there.

import { readFileSync } from 'node:fs'

const packageJson = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8'))
/** @type {string} */
const wanted = packageJson.engines.node.replace(/[^0-9.]/g, '')

/**
 * @param {string} version as in `process.versions.node`
 * @param {string} minimum `major.minor`
 */
export function isAtLeast(version, minimum) {
  const [major = 0, minor = 0] = version.split('.').map(Number)
  const [wantedMajor = 0, wantedMinor = 0] = minimum.split('.').map(Number)
  return major > wantedMajor || (major === wantedMajor && minor >= wantedMinor)
}

// Bun, which runs the tests of this folder, answers with a Node version of its own.
if (!isAtLeast(process.versions.node, wanted)) {
  console.error(
    `Jobline needs Node ${wanted} or newer; this is Node ${process.versions.node}. Install a newer one and run the command again.`,
  )
  process.exit(1)
}
