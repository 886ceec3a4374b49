// `npm run prove [-- part …]`: full counts, in parts of less than ten minutes each, every part with its own closing
// line. Without names it runs all of them. `npm test` runs the same tests at reduced counts. `npm run chaos [-- part …]`
// is the same for the parts in which processes, networks and disks break.

import './node-version.mjs'
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { requireBun, root } from './bun.mjs'
import { ensureInstalled } from './install.mjs'
import { Problem, runMain } from './problem.mjs'
import { withProgress } from './progress.mjs'
import { proveAxe } from './prove-axe.mjs'
import { proveNetwork } from './prove-network.mjs'
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

/** @param {string} file @param {NodeJS.ProcessEnv} settings @param {string} [counted] begins the lines with its counts @returns {Promise<Verdict>} */
async function proveTest(file, settings, counted) {
  if (!existsSync(join(root, file))) return { ok: false, says: `${file} does not exist` }
  const temp = mkdtempSync(join(tmpdir(), 'jobline-prove-'))
  try {
    const outfile = join(temp, 'report.xml')
    const args = ['test', `./${file}`, `--timeout=${LIMIT_MS}`, '--reporter=junit', `--reporter-outfile=${outfile}`]
    const env = { ...process.env, ...settings }
    const capture = counted !== undefined
    const run = () => runCommand(requireBun(), args, { cwd: root, env, capture, limit_ms: LIMIT_MS })
    const { code, output } = await (capture ? withProgress(`  ${counted} …`, run, { brief: true }) : run())
    const { passed, failures, skips } = readJunit(existsSync(outfile) ? readFileSync(outfile, 'utf8') : undefined, [file])
    const ok = code === 0 && failures.length === 0 && passed > 0
    if (capture && !ok) console.log(output.trimEnd().replace(/^/gm, '    '))
    const lines = output.split('\n').filter((line) => line.startsWith('SKIPPED: ') || (capture && line.startsWith(`${counted}: `)))
    return {
      ok,
      skipped: code === 0 && failures.length === 0 && passed === 0 && skips.length > 0,
      says: [`${passed} passed, ${failures.length} failed, ${skips.length} skipped`, ...lines].join('\n    '),
    }
  } finally {
    rmSync(temp, { recursive: true, force: true })
  }
}

/** @param {string} file @param {string[]} args @returns {Promise<Verdict>} */
async function proveScript(file, ...args) {
  if (!existsSync(join(root, file))) return { ok: false, says: `${file} does not exist` }
  const { code } = await runCommand(requireBun(), [join(root, file), ...args], { cwd: root, limit_ms: LIMIT_MS })
  if (code === CANNOT_RUN) return { ok: false, skipped: true, says: 'this machine cannot run it, see above' }
  return { ok: code === 0, says: code === 0 ? 'within its limits' : `ended with code ${code}` }
}

/** @typedef {Record<string, {what: string, run: () => Promise<Verdict>}>} Parts */

/** @type {Parts} */
const CHAOS = {
  cut: {
    what: 'a send and its acknowledgement cut at every byte: nothing is lost or doubled',
    run: () => proveTest('tests/chaos/cut.test.ts', { JOBLINE_CUT_EVERY: '1' }, 'cut'),
  },
  queue: {
    what: 'five hundred queued, the phone killed two hundred times: delivered once, in order',
    run: () => proveTest('tests/chaos/queue.test.ts', { JOBLINE_CHAOS_KILLS: '200' }, 'queue'),
  },
  random: {
    what: 'phones and the server die and networks break at random; in the end all agree',
    run: () => proveTest('tests/chaos/random.test.ts', { JOBLINE_CHAOS_FAULTS: '440' }, 'random'),
  },
  power: {
    what: 'the power of the disk cut twenty times on two file systems: nothing acknowledged is lost',
    run: () => proveTest('tests/chaos/power.test.ts', { JOBLINE_POWER_CUTS: '20' }, 'power'),
  },
  disk: {
    what: 'a full disk and a flush that fails: refused for now, nothing acknowledged is lost',
    run: () => proveTest('tests/chaos/disk.test.ts', {}, 'disk'),
  },
  restore: {
    what: 'a restore killed between any two steps leaves the old database or the new one',
    run: () =>
      proveTest(
        'tests/chaos/restore.test.ts',
        { JOBLINE_RESTORE_CALLS: 'unlink,rename,ftruncate,fsync,pwrite64,copy_file_range' },
        'restore',
      ),
  },
}

/** @type {Parts} */
const PARTS = {
  web: { what: 'the web app builds', run: () => proveExport('web') },
  android: { what: 'the Android bundle builds, to Hermes bytecode', run: () => proveExport('android') },
  ios: { what: 'the iOS bundle builds, to Hermes bytecode', run: () => proveExport('ios') },
  axe: { what: 'axe-core and a ruler find nothing in any scene of the gallery, in any mode', run: () => proveAxe(LIMIT_MS) },
  size: { what: 'the client library keeps its budget', run: () => proveScript('tools/size.ts') },
  kill: {
    what: 'fifty kills of the server lose and double nothing',
    run: () => proveTest('tests/acceptance/kill.test.ts', { JOBLINE_KILLS: '50' }),
  },
  ...CHAOS,
  simulate: {
    what: 'two thousand simulated runs of client and server under faults break no promise',
    run: () => proveScript('tests/simulation/run.ts'),
  },
  mutations: {
    what: 'every bug that is planted turns the simulation red',
    run: () => proveScript('tests/simulation/run.ts', '--mutations'),
  },
  storm: { what: 'five thousand clients lose their server and come back', run: () => proveScript('tests/storm/storm.ts') },
  'network-slow': {
    what: 'two people on 3G, EDGE, 2G and 10 % loss, in Chromium',
    run: () => proveNetwork('slow', LIMIT_MS),
  },
  'network-broken': {
    what: 'two people on networks that come and go, fall silent or are full, in Chromium',
    run: () => proveNetwork('broken', LIMIT_MS),
  },
  bench: { what: 'the benchmark, with its table', run: () => proveScript('bench/run.ts') },
  'bench-app': {
    what: 'the web app measured in Chromium, at reduced counts, with its controls',
    run: () => proveScript('bench/app/run.ts', '--quick'),
  },
}

/** @param {string} command @param {Parts} parts @param {string[]} names */
async function prove(command, parts, names) {
  if (names.includes('--help') || names.includes('-h')) {
    console.log(
      `npm run ${command} [-- part …]\n\n${Object.entries(parts)
        .map(([name, { what }]) => `  ${name.padEnd(16)}${what}`)
        .join('\n')}`,
    )
    return 0
  }
  const unknown = names.filter((name) => parts[name] === undefined)
  if (unknown.length > 0) throw new Problem(`There is no part ${unknown.join(', ')}. Parts are: ${Object.keys(parts).join(', ')}.`)
  await ensureInstalled(root)
  let failed = 0
  let skipped = 0
  const chosen = Object.entries(parts).filter(([name]) => names.length === 0 || names.includes(name))
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

const [first, ...rest] = process.argv.slice(2)
await runMain(() => (first === '--chaos' ? prove('chaos', CHAOS, rest) : prove('prove', PARTS, process.argv.slice(2))))
