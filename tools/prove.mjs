// `npm run prove [-- part …]`: full counts, in parts of less than ten minutes each, every part with its own closing
// line. Without names it runs all of them. `npm test` runs the same tests at reduced counts.

import './node-version.mjs'
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { requireBun, root } from './bun.mjs'
import { ensureInstalled } from './install.mjs'
import { Problem, runMain } from './problem.mjs'
import { withProgress } from './progress.mjs'
import { runCommand } from './run-command.mjs'
import { readJunit } from './test-report.mjs'
import { runExpoExport } from './web-export.mjs'

/** @typedef {{ok: boolean, skipped?: boolean, says: string}} Verdict */

const LIMIT_MS = 10 * 60_000
/** What a script ends with where the machine lacks something; of sysexits. */
const CANNOT_RUN = 75
/** The smallest bundle that can hold the app: less, and something was left out. */
const SMALLEST_BUNDLE_BYTES = 200_000

/** @param {string} folder @returns {string[]} */
const filesBelow = (folder) =>
  readdirSync(folder, { withFileTypes: true }).flatMap((entry) =>
    entry.isDirectory() ? filesBelow(join(folder, entry.name)) : [join(folder, entry.name)],
  )

/** @param {'web' | 'android' | 'ios'} platform @returns {Promise<Verdict>} */
async function proveExport(platform) {
  const output = mkdtempSync(join(tmpdir(), `jobline-${platform}-`))
  try {
    const result = await withProgress(`Exporting for ${platform} …`, () => runExpoExport(root, platform, output))
    if (result.code !== 0) return { ok: false, says: `${result.output.trimEnd()}\nexpo export ended with code ${result.code}` }
    const bundles = filesBelow(output).filter((file) => (platform === 'web' ? file.endsWith('.js') : file.endsWith('.hbc')))
    const bytes = bundles.reduce((sum, file) => sum + statSync(file).size, 0)
    const kind = platform === 'web' ? 'JavaScript' : 'Hermes bytecode'
    return { ok: bytes >= SMALLEST_BUNDLE_BYTES, says: `${Math.round(bytes / 1024).toLocaleString('en')} kB of ${kind}` }
  } finally {
    rmSync(output, { recursive: true, force: true })
  }
}

/** @param {string} file @param {NodeJS.ProcessEnv} settings @returns {Promise<Verdict>} */
async function proveTest(file, settings) {
  if (!existsSync(join(root, file))) return { ok: false, says: `${file} does not exist` }
  const temp = mkdtempSync(join(tmpdir(), 'jobline-prove-'))
  try {
    const outfile = join(temp, 'report.xml')
    const args = ['test', `./${file}`, `--timeout=${LIMIT_MS}`, '--reporter=junit', `--reporter-outfile=${outfile}`]
    const env = { ...process.env, ...settings }
    const { code } = await runCommand(requireBun(), args, { cwd: root, env, limit_ms: LIMIT_MS })
    const { passed, failures, skips } = readJunit(existsSync(outfile) ? readFileSync(outfile, 'utf8') : undefined, [file])
    return {
      ok: code === 0 && failures.length === 0 && passed > 0,
      says: `${passed} passed, ${failures.length} failed, ${skips.length} skipped`,
    }
  } finally {
    rmSync(temp, { recursive: true, force: true })
  }
}

/** @param {string} file @returns {Promise<Verdict>} */
async function proveScript(file) {
  if (!existsSync(join(root, file))) return { ok: false, says: `${file} does not exist` }
  const { code } = await runCommand(requireBun(), [join(root, file)], { cwd: root, limit_ms: LIMIT_MS })
  if (code === CANNOT_RUN) return { ok: false, skipped: true, says: 'this machine cannot run it, see above' }
  return { ok: code === 0, says: code === 0 ? 'within its limits' : `ended with code ${code}` }
}

/** @type {Record<string, {what: string, run: () => Promise<Verdict>}>} */
const PARTS = {
  web: { what: 'the web app builds', run: () => proveExport('web') },
  android: { what: 'the Android bundle builds, to Hermes bytecode', run: () => proveExport('android') },
  ios: { what: 'the iOS bundle builds, to Hermes bytecode', run: () => proveExport('ios') },
  size: { what: 'the client library keeps its budget', run: () => proveScript('tools/size.ts') },
  kill: {
    what: 'fifty kills of the server lose and double nothing',
    run: () => proveTest('tests/acceptance/kill.test.ts', { JOBLINE_KILLS: '50' }),
  },
  storm: { what: 'five thousand clients lose their server and come back', run: () => proveScript('tests/storm/storm.ts') },
  bench: { what: 'the benchmark, with its table', run: () => proveScript('bench/run.ts') },
}

/** @param {string[]} names */
async function prove(names) {
  if (names.includes('--help') || names.includes('-h')) {
    console.log(
      `npm run prove [-- part …]\n\n${Object.entries(PARTS)
        .map(([name, { what }]) => `  ${name.padEnd(9)}${what}`)
        .join('\n')}`,
    )
    return 0
  }
  const unknown = names.filter((name) => PARTS[name] === undefined)
  if (unknown.length > 0) throw new Problem(`There is no part ${unknown.join(', ')}. Parts are: ${Object.keys(PARTS).join(', ')}.`)
  await ensureInstalled(root)
  let failed = 0
  let skipped = 0
  const chosen = Object.entries(PARTS).filter(([name]) => names.length === 0 || names.includes(name))
  for (const [name, { what, run }] of chosen) {
    console.log(`\n== ${name}: ${what}`)
    const started = performance.now()
    const { ok, skipped: is_skipped = false, says } = await run()
    if (is_skipped) skipped++
    else if (!ok) failed++
    const [mark, word] = ok ? ['✓', 'passed'] : is_skipped ? ['-', 'SKIPPED'] : ['✗', 'FAILED']
    console.log(`${mark} ${name}: ${word} in ${Math.round((performance.now() - started) / 1000)} s, ${says}`)
  }
  console.log(`\n${chosen.length - failed - skipped} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`)
  return failed === 0 ? 0 : 1
}

await runMain(() => prove(process.argv.slice(2)))
