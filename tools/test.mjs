// `npm test`: everything at reduced counts. Installs what the tests need, then runs the static checks, the tests on
// Bun (packages, tools, whole server), what phones do otherwise on Jest, and the browser tests on the web app as it is served. Ends with one line of
// counts. Needs no terminal and asks nothing.

import './node-version.mjs'
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { requireBun, root } from './bun.mjs'
import { runChecks } from './check.mjs'
import { ensureChromium } from './chromium.mjs'
import { ensureInstalled } from './install.mjs'
import { Problem, runMain } from './problem.mjs'
import { withProgress } from './progress.mjs'
import { runCommand } from './run-command.mjs'
import { readJest, readJunit, readPlaywright } from './test-report.mjs'
import { ensureExampleExport, ensureGalleryExport, ensureWebExport } from './web-export.mjs'

/** @typedef {import('./test-report.mjs').Report} Report */

const MINUTE_MS = 60_000
/** Two cores: nothing here may take much longer than its share of fifteen minutes. */
const BUN_LIMIT_MS = 4 * MINUTE_MS
const PHONE_LIMIT_MS = 4 * MINUTE_MS
const BROWSER_LIMIT_MS = 18 * MINUTE_MS

/** @type {{name: string, report: Report}[]} */
const parts = []

/** @param {string} name @param {Report} report @param {string} [output] of the runner, shown where something failed */
function record(name, report, output = '') {
  const { passed, failures, skips } = report
  if (passed + failures.length + skips.length === 0) failures.push({ name, file: '', message: 'this part holds no tests' })
  parts.push({ name, report })
  const counts = [`${passed} passed`, `${failures.length} failed`, ...(skips.length > 0 ? [`${skips.length} skipped`] : [])].join(', ')
  console.log(`${failures.length > 0 ? '✗' : '✓'} ${name}: ${counts}`)
  if (failures.length > 0 && output !== '') console.log(output.trimEnd().replace(/^/gm, '    '))
}

/** @param {string} folder @returns {string[]} test files below, relative to the repository */
function findTests(folder) {
  if (!existsSync(join(root, folder))) return []
  return readdirSync(join(root, folder), { withFileTypes: true })
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap((entry) => {
      const path = `${folder}/${entry.name}`
      if (entry.isDirectory()) return ['node_modules', 'dist', '.expo'].includes(entry.name) ? [] : findTests(path)
      return /\.test\.tsx?$/.test(entry.name) ? [path] : []
    })
}

/** @param {string} temp @param {string} name @param {string[]} files @param {NodeJS.ProcessEnv} env */
async function runBunTests(temp, name, files, env) {
  if (files.length === 0) return record(name, { passed: 0, failures: [], skips: [] })
  const outfile = join(temp, `${name.replaceAll('/', '-')}.xml`)
  const args = [
    'test',
    ...files.map((file) => `./${file}`),
    '--only-failures',
    '--timeout=30000',
    '--reporter=junit',
    `--reporter-outfile=${outfile}`,
  ]
  const { code, output } = await withProgress(
    `  ${name} …`,
    () => runCommand(requireBun(), args, { cwd: root, env, capture: true, limit_ms: BUN_LIMIT_MS }),
    { brief: true },
  )
  const report = readJunit(existsSync(outfile) ? readFileSync(outfile, 'utf8') : undefined, files)
  // An error between tests, or a crash, is in the exit code alone.
  if (code !== 0 && report.failures.length === 0) report.failures.push({ name, file: '', message: `bun test ended with code ${code}` })
  record(name, report, output)
}

/** The app under jest-expo's presets for iOS and Android. @param {string} temp @param {NodeJS.ProcessEnv} env */
async function runPhoneTests(temp, env) {
  const outfile = join(temp, 'phone.json')
  const jest = join(root, 'node_modules', 'jest', 'bin', 'jest.js')
  const args = [jest, '--config', join('apps', 'mobile', 'jest.config.cjs'), '--json', `--outputFile=${outfile}`]
  const { code, output } = await withProgress(
    '  apps/mobile/tests/phone …',
    () => runCommand(process.execPath, args, { cwd: root, env: { ...env, NODE_ENV: 'test' }, capture: true, limit_ms: PHONE_LIMIT_MS }),
    { brief: true },
  )
  const report = readJest(existsSync(outfile) ? readFileSync(outfile, 'utf8') : undefined)
  if (code !== 0 && report.failures.length === 0)
    report.failures.push({ name: 'Jest', file: '', message: `ended with code ${code}\n${output}` })
  record('apps/mobile/tests/phone', report)
}

/** @param {string} temp @param {NodeJS.ProcessEnv} env */
async function runBrowserTests(temp, env) {
  const config = join('tests', 'browser', 'playwright.config.ts')
  if (!existsSync(join(root, config))) return record('tests/browser', { passed: 0, failures: [], skips: [] })
  const cli = join(root, 'node_modules', '@playwright', 'test', 'cli.js')
  const outfile = join(temp, 'browser.json')
  /** @type {NodeJS.ProcessEnv} */
  const browserEnv = { ...env, PLAYWRIGHT_JSON_OUTPUT_NAME: outfile, PLAYWRIGHT_JSON_OUTPUT_FILE: outfile }
  const options = { cwd: root, env: browserEnv, capture: true }
  const run = (/** @type {string[]} */ ...args) =>
    runCommand(process.execPath, [cli, 'test', '--config', config, '--reporter=json', ...args], { ...options, limit_ms: BROWSER_LIMIT_MS })
  const read = () => readPlaywright(existsSync(outfile) ? readFileSync(outfile, 'utf8') : undefined)

  const chromium = await ensureChromium()
  if (chromium.path === undefined) {
    await run('--list')
    const reason = `no browser: ${chromium.reason}`
    const listed = read().skips.map((test) => ({ ...test, reason }))
    return record('tests/browser', {
      passed: 0,
      failures: [],
      skips: listed.length > 0 ? listed : [{ name: 'all of them', file: 'tests/browser', reason }],
    })
  }
  browserEnv.CHROME_PATH = chromium.path
  try {
    // Before the tests: a build beside them takes both cores from their browsers.
    for (const ensure of [ensureWebExport, ensureGalleryExport, ensureExampleExport]) await ensure(root)
  } catch (error) {
    if (!(error instanceof Problem)) throw error
    return record('tests/browser', {
      passed: 0,
      failures: [{ name: 'web export', file: 'apps/mobile', message: error.message }],
      skips: [],
    })
  }
  const { code, output } = await withProgress('  tests/browser …', () => run('--retries=0'), { brief: true })
  const report = read()
  if (code !== 0 && report.failures.length === 0)
    report.failures.push({ name: 'tests/browser', file: config, message: `Playwright ended with code ${code}\n${output}` })
  record('tests/browser', report)
}

/** Every numbered rule of the protocol must have been shown by a test that passed just now. @param {string} temp */
async function checkShownRules(temp) {
  const tests = parts.filter(({ name }) => name !== 'tools').map(({ report }) => report)
  const file = join(temp, 'ran.json')
  const ran = { passed: tests.flatMap(({ names = [] }) => names), skipped: tests.flatMap(({ skips }) => skips.map(({ name }) => name)) }
  writeFileSync(file, JSON.stringify(ran))
  const args = [join('tools', 'checks', 'check-rules.ts'), '--ran', file]
  const { code, output } = await runCommand(requireBun(), args, { cwd: root, capture: true })
  const failures = code === 0 ? [] : [{ name: 'rules without a test that passed', file: 'docs/protocol.md', message: output.trim() }]
  record('rules', { passed: 1 - failures.length, failures, skips: [] })
  if (code === 0) console.log(output.trim().replace(/^/gm, '    '))
}

async function test() {
  await ensureInstalled(root)
  /** @type {NodeJS.ProcessEnv} */
  const env = { ...process.env, CI: 'true', NO_COLOR: '1' }
  delete env.FORCE_COLOR
  const temp = mkdtempSync(join(tmpdir(), 'jobline-test-'))
  try {
    const checks = await runChecks()
    record('check', {
      passed: checks.filter(({ ok }) => ok).length,
      failures: checks.filter(({ ok }) => !ok).map(({ name }) => ({ name, file: 'tools/check.mjs', message: 'see above' })),
      skips: [],
    })
    const packages = readdirSync(join(root, 'packages')).sort()
    for (const name of [...packages.map((entry) => `packages/${entry}`), 'apps/mobile', 'bench']) {
      const files = findTests(name)
      if (files.length > 0) await runBunTests(temp, name, files, env)
    }
    if (!parts.some(({ name }) => name.startsWith('packages/'))) await runBunTests(temp, 'packages', [], env)
    await runBunTests(temp, 'tools', findTests('tools'), env)
    for (const name of readdirSync(join(root, 'tests')).sort()) {
      const files = findTests(`tests/${name}`)
      if (files.length > 0) await runBunTests(temp, `tests/${name}`, files, env)
    }
    await runPhoneTests(temp, env)
    await runBrowserTests(temp, env)
    await checkShownRules(temp)
  } finally {
    rmSync(temp, { recursive: true, force: true })
  }
  return summarize()
}

function summarize() {
  const failures = parts.flatMap(({ report }) => report.failures)
  const skips = parts.flatMap(({ report }) => report.skips)
  const passed = parts.reduce((sum, { report }) => sum + report.passed, 0)
  if (failures.length > 0) {
    console.log('\nFailed:')
    for (const { name, file, message } of failures)
      console.log(`  ✗ ${[file, name].filter(Boolean).join(': ')}\n${message.replace(/^/gm, '      ')}`)
  }
  if (skips.length > 0) {
    console.log('\nSkipped:')
    /** @type {Map<string, string[]>} */
    const byReason = new Map()
    for (const { name, file, reason } of skips) byReason.set(reason, [...(byReason.get(reason) ?? []), `${file}: ${name}`])
    for (const [reason, names] of byReason) console.log(`  - ${reason}\n${[...new Set(names)].map((name) => `      ${name}`).join('\n')}`)
  }
  console.log(`\n${passed} passed, ${failures.length} failed${skips.length > 0 ? `, ${skips.length} skipped` : ''}`)
  return failures.length > 0 ? 1 : 0
}

await runMain(test)
