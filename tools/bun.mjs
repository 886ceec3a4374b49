// Finds the Bun that npm installed here and runs it: `node tools/bun.mjs <arguments of bun>`. npm may refuse Bun's
// install script; then node_modules/bun holds a text in place of the binary, and the binary that the script
// would have moved there still lies in the package of this platform.

import './node-version.mjs'
import { accessSync, chmodSync, constants, existsSync, readdirSync, realpathSync, statSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { Problem, runMain } from './problem.mjs'
import { runCommand } from './run-command.mjs'

export const root = dirname(dirname(fileURLToPath(import.meta.url)))

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
 * @param {string} [folder] the repository
 * @param {{platform?: string, arch?: string, musl?: boolean}} [machine]
 */
export function findBun(folder = root, machine = {}) {
  const platform = machine.platform ?? process.platform
  const name = platform === 'win32' ? 'windows' : platform
  const arch = (machine.arch ?? process.arch) === 'arm64' ? 'aarch64' : 'x64'
  const musl = machine.musl ?? (platform === 'linux' && existsSync('/etc/alpine-release'))
  const modules = join(folder, 'node_modules')

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

/** @param {string} [folder] @throws {Problem} with what to do, where there is no Bun */
export function requireBun(folder = root) {
  const bun = findBun(folder)
  if (bun !== undefined) return bun
  if (!existsSync(join(folder, 'node_modules')))
    throw new Problem('Nothing is installed yet. Run `npm ci` here, or `npm start`, which does it by itself.')
  throw new Problem(
    [
      `Bun, which runs the server, was not found under ${join(folder, 'node_modules')}.`,
      'It comes with `npm ci`, as an optional package of this platform. Run `npm ci` again without --omit=optional;',
      'if npm said that the install script of "bun" was refused, `npm rebuild bun` runs it.',
    ].join('\n'),
  )
}

/**
 * @param {string[]} args
 * @param {Parameters<typeof runCommand>[2]} [options]
 */
export function runBun(args, options) {
  return runCommand(requireBun(), args, { cwd: root, ...options })
}

if (process.argv[1] !== undefined && existsSync(process.argv[1]) && realpathSync(process.argv[1]) === fileURLToPath(import.meta.url)) {
  await runMain(async () => (await runBun(process.argv.slice(2), { cwd: process.cwd(), stdin: 'inherit' })).code)
}
