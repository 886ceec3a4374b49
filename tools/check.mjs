// `npm run check`: the static ring. Reads everything, runs nothing of the product, installs nothing, and takes
// seconds. One line a check; details only of those that fail.

import './node-version.mjs'
import { existsSync, realpathSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { requireBun, root } from './bun.mjs'
import { Problem, runMain } from './problem.mjs'
import { runCommand } from './run-command.mjs'

const bin = (/** @type {string[]} */ ...parts) => join(root, 'node_modules', ...parts)
const own = (/** @type {string} */ file) => [requireBun(), join(root, 'tools', 'checks', file)]

const biome = bin('@biomejs', 'biome', 'bin', 'biome')

/** A reader of "this file is not formatted" wants the names and the command, not the difference. */
const listUnformatted = (/** @type {string} */ output) => {
  const files = output.split('\n').flatMap((line) => (/ format ━|^(\S+) format/.test(line) ? [line.slice(0, line.indexOf(' format'))] : []))
  return [...files, ...(files.length > 0 ? ['`npx biome check --write <files>` formats them'] : [output])].join('\n')
}

/** @type {{name: string, command: () => string[], explain?: (output: string) => string}[]} */
const CHECKS = [
  { name: 'format', command: () => [process.execPath, biome, 'format', '--colors=off', '--max-diagnostics=200'], explain: listUnformatted },
  {
    name: 'lint',
    command: () => [
      process.execPath,
      biome,
      'check',
      '--formatter-enabled=false',
      '--error-on-warnings',
      '--colors=off',
      '--max-diagnostics=50',
    ],
  },
  { name: 'types', command: () => own('check-types.ts') },
  { name: 'layers', command: () => own('check-layers.ts') },
  { name: 'sizes', command: () => own('check-sizes.ts') },
  { name: 'dependencies', command: () => own('check-deps.ts') },
  { name: 'rules', command: () => own('check-rules.ts') },
  { name: 'requirements', command: () => own('check-requirements.ts') },
  { name: 'prose', command: () => own('check-prose.ts') },
]

/** @typedef {{name: string, ok: boolean, message: string}} CheckResult */

/** Runs every check, two at a time, and prints each as it ends. @returns {Promise<CheckResult[]>} */
export async function runChecks() {
  if (!existsSync(bin('@biomejs'))) throw new Problem('The checks need the packages of package-lock.json. Run `npm ci`.')
  /** @type {CheckResult[]} */
  const results = []
  const waiting = [...CHECKS]
  const work = async () => {
    for (let check = waiting.shift(); check !== undefined; check = waiting.shift()) {
      const started = performance.now()
      const [command = '', ...args] = check.command()
      const { code, output: full } = await runCommand(command, args, { cwd: root, capture: true })
      const output = code !== 0 && check.explain ? check.explain(full) : full
      const seconds = ((performance.now() - started) / 1000).toFixed(1)
      const lines = output.trim().split('\n')
      const verdict = code === 0 ? (lines.find((line) => line.startsWith('ok: '))?.slice(4) ?? '') : 'FAILED'
      console.log(`${code === 0 ? '✓' : '✗'} ${check.name.padEnd(16)} ${seconds.padStart(5)} s  ${verdict}`)
      // A check that passes may still have something to say.
      for (const line of code === 0 ? lines.filter((text) => /^(warning|note): /.test(text)) : lines) console.log(`    ${line}`)
      results.push({ name: check.name, ok: code === 0, message: output.trim() })
    }
  }
  await Promise.all([work(), work()])
  return results
}

if (process.argv[1] !== undefined && realpathSync(process.argv[1]) === fileURLToPath(import.meta.url)) {
  await runMain(async () => {
    const results = await runChecks()
    const failed = results.filter(({ ok }) => !ok).length
    console.log(`\n${results.length - failed} passed, ${failed} failed`)
    return failed === 0 ? 0 : 1
  })
}
