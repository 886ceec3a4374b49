// Keeps the web app's exports in step with their sources: the one that the server serves, and the one with the gallery,
// for tests and pictures. Owns the question "is it stale?" (a hash over every source that reaches the bundle) and the
// swap: an export that fails or is cut short leaves the old one in place.

import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { Problem } from './problem.mjs'
import { withProgress } from './progress.mjs'
import { runCommand } from './run-command.mjs'
import { writeServiceWorker } from './write-service-worker.mjs'

const APP = 'apps/mobile'
const EXAMPLE = 'examples/expo-app'
const SOURCES = [
  'packages/react-native',
  'packages/react',
  'packages/client',
  'packages/protocol',
  'package-lock.json',
  'tools/write-service-worker.mjs',
  'tsconfig.base.json',
]
const SKIPPED = new Set(['node_modules', 'dist', '.expo', 'test-results', 'tests', 'fixtures', 'scripts'])
const STAMP = '.stamp'

/** @param {string} path @returns {string[]} */
function listFiles(path) {
  if (!existsSync(path)) return []
  try {
    const entries = readdirSync(path, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1))
    return entries.flatMap((entry) => {
      if (SKIPPED.has(entry.name) || /\.test\.tsx?$|\.md$/.test(entry.name)) return []
      return entry.isDirectory() ? listFiles(join(path, entry.name)) : [join(path, entry.name)]
    })
  } catch (error) {
    if (/** @type {NodeJS.ErrnoException} */ (error).code === 'ENOTDIR') return [path]
    throw error
  }
}

/** One hash over everything that an export is made of. @param {string} folder @param {string} [app] */
export function hashSources(folder, app = APP) {
  const hash = createHash('sha256')
  for (const file of [app, ...SOURCES].flatMap((source) => listFiles(join(folder, source)))) {
    hash
      .update(`${relative(folder, file)}\0`)
      .update(readFileSync(file))
      .update('\0')
  }
  return hash.digest('hex')
}

/** @param {string} folder */
export function distFolder(folder) {
  return join(folder, 'apps', 'mobile', 'dist')
}

/** The export that holds the gallery, which nobody is served. @param {string} folder */
export function galleryFolder(folder) {
  return join(folder, 'apps', 'mobile', '.expo', 'gallery')
}

/** @param {string} folder @param {string} [dist] @param {string} [app] */
export function isExportFresh(folder, dist = distFolder(folder), app = APP) {
  const stamp = join(dist, STAMP)
  return existsSync(join(dist, 'index.html')) && existsSync(stamp) && readFileSync(stamp, 'utf8') === hashSources(folder, app)
}

/**
 * Runs `expo export` without network, telemetry or questions.
 *
 * @param {string} folder the repository
 * @param {'web' | 'android' | 'ios'} platform
 * @param {string} output where to
 * @param {NodeJS.ProcessEnv} [build_env] what this build is told
 * @param {string} [app] whose
 */
export async function runExpoExport(folder, platform, output, build_env = {}, app = APP) {
  const cli = join(folder, 'node_modules', 'expo', 'bin', 'cli')
  if (!existsSync(cli)) throw new Problem('Expo, which builds the app, is not installed. Run `npm ci`.')
  const env = { ...process.env, EXPO_OFFLINE: '1', CI: '1', EXPO_NO_TELEMETRY: '1', NODE_ENV: 'production', ...build_env }
  const result = await runCommand(process.execPath, [cli, 'export', '-p', platform, '--output-dir', output], {
    cwd: join(folder, app),
    env,
    capture: true,
  })
  if (app === APP && platform === 'web' && result.code === 0) writeServiceWorker(output)
  return result
}

/** @typedef {{exportTo?: (output: string) => ReturnType<typeof runCommand>}} ExportOptions */

/**
 * Builds the web app if it is stale.
 *
 * @param {string} folder the repository
 * @param {ExportOptions} [options]
 * @throws {Problem} with the end of Expo's output
 */
export async function ensureWebExport(folder, options = {}) {
  const exportTo = options.exportTo ?? ((output) => runExpoExport(folder, 'web', output))
  await ensureExport(folder, distFolder(folder), 'Building the web app (a minute at first) …', exportTo)
}

/**
 * The same with the gallery in it.
 *
 * @param {string} folder the repository
 * @param {ExportOptions} [options]
 * @throws {Problem} with the end of Expo's output
 */
export async function ensureGalleryExport(folder, options = {}) {
  const exportTo = options.exportTo ?? ((output) => runExpoExport(folder, 'web', output, { EXPO_PUBLIC_GALLERY: '1' }))
  await ensureExport(folder, galleryFolder(folder), 'Building the gallery (a minute at first) …', exportTo)
}

/**
 * Builds the integrator's example for the web if it is stale.
 *
 * @param {string} folder the repository
 * @returns {Promise<string>} where it lies
 * @throws {Problem} with the end of Expo's output
 */
export async function ensureExampleExport(folder) {
  const dist = join(folder, EXAMPLE, 'dist')
  const exportTo = (/** @type {string} */ output) => runExpoExport(folder, 'web', output, {}, EXAMPLE)
  await ensureExport(folder, dist, 'Building the example (a minute at first) …', exportTo, EXAMPLE)
  return dist
}

/**
 * @param {string} folder
 * @param {string} dist
 * @param {string} progress
 * @param {(output: string) => ReturnType<typeof runCommand>} exportTo
 * @param {string} [app]
 */
async function ensureExport(folder, dist, progress, exportTo, app = APP) {
  if (isExportFresh(folder, dist, app)) return
  // Beside `dist` and ignored by git; its own for each process, so that two commands do not write into one.
  const next = join(folder, app, '.expo', `export-${process.pid}`)
  // Taken before the build: a file saved meanwhile makes the result stale again, never falsely fresh.
  const stamp = hashSources(folder, app)
  try {
    const result = await withProgress(progress, () => exportTo(next))
    if (result.code !== 0 || !existsSync(join(next, 'index.html'))) {
      throw new Problem(
        `${result.output.trimEnd().split('\n').slice(-40).join('\n')}\n\nThe web app could not be built; Expo's last lines are above.`,
      )
    }
    writeFileSync(join(next, STAMP), stamp)
    const old = `${next}-old`
    if (existsSync(dist)) renameSync(dist, old)
    renameSync(next, dist)
    rmSync(old, { recursive: true, force: true })
  } finally {
    rmSync(next, { recursive: true, force: true })
  }
}
