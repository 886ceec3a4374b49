// Runs the Bun that npm installed here: `node tools/bun.mjs <arguments of bun>`.

import './node-version.mjs'
import { existsSync, realpathSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { findBun } from '../packages/server/bin/find-bun.mjs'
import { Problem, runMain } from './problem.mjs'
import { runCommand } from './run-command.mjs'

export const root = dirname(dirname(fileURLToPath(import.meta.url)))

/** @param {string} [folder] @throws {Problem} with what to do, where there is no Bun */
export function requireBun(folder = root) {
  const bun = findBun(join(folder, 'node_modules'))
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
