// Finds the Bun that npm installed. npm may refuse Bun's install script; then the package `bun` holds a text in place of the
// binary, and the binary that the script would have moved there still lies in the package of this platform.

import { accessSync, chmodSync, constants, existsSync, readdirSync, realpathSync, statSync } from 'node:fs'
import { join } from 'node:path'

/** The real binary has some 80 MB, the text that stands in for it a few hundred bytes. */
const SMALLEST_BINARY_BYTES = 1_000_000

/** @param {string} path */
function isBinary(path) {
  return existsSync(path) && statSync(path).size > SMALLEST_BINARY_BYTES
}

/** Packages unpack without the bit that lets a file run. @param {string} path */
function executable(path) {
  try {
    accessSync(path, constants.X_OK)
  } catch {
    chmodSync(path, 0o755)
  }
  return path
}

/**
 * Where Bun is, or undefined. Does not start it.
 *
 * @param {string} modules the node_modules folder that Bun was installed to
 * @param {{platform?: string, arch?: string, musl?: boolean}} [machine]
 */
export function findBun(modules, machine = {}) {
  const platform = machine.platform ?? process.platform
  const name = platform === 'win32' ? 'windows' : platform
  const arch = (machine.arch ?? process.arch) === 'arm64' ? 'aarch64' : 'x64'
  const musl = machine.musl ?? (platform === 'linux' && existsSync('/etc/alpine-release'))

  const installed = join(modules, 'bun', 'bin', 'bun.exe')
  if (isBinary(installed)) return executable(realpathSync(installed))

  const scope = join(modules, '@oven')
  if (!existsSync(scope)) return undefined
  const prefix = `bun-${name}-${arch}`
  const fits = readdirSync(scope)
    .filter((entry) => entry === prefix || entry.startsWith(`${prefix}-`))
    // Only one of them runs on this C library; the plain build before its `-baseline` twin for old processors.
    .filter((entry) => entry.includes('-musl') === musl && !entry.includes('-android'))
    .sort()
  for (const entry of fits) {
    const binary = join(scope, entry, 'bin', platform === 'win32' ? 'bun.exe' : 'bun')
    if (isBinary(binary)) return executable(binary)
  }
  return undefined
}
