// Runs the proofs of tests/screens in a browser, against the server that `npm start` runs.

import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { root } from './bun.mjs'
import { ensureChromium } from './chromium.mjs'
import { runCommand } from './run-command.mjs'
import { readPlaywright } from './test-report.mjs'
import { ensureWebExport } from './web-export.mjs'

/**
 * @param {number} limit_ms
 * @param {readonly string[]} [specs] names of files there; all without
 * @returns {Promise<{ok: boolean, skipped?: boolean, says: string}>}
 */
export async function proveScreens(limit_ms, specs = []) {
  const chromium = await ensureChromium()
  if (chromium.path === undefined) return { ok: false, skipped: true, says: `no browser: ${chromium.reason}` }
  await ensureWebExport(root)
  const temp = mkdtempSync(join(tmpdir(), 'jobline-screens-'))
  try {
    const report = join(temp, 'report.json')
    const cli = join(root, 'node_modules', '@playwright', 'test', 'cli.js')
    const args = [cli, 'test', '--config', join('tests', 'screens', 'playwright.config.ts'), '--reporter=json', ...specs]
    const env = { ...process.env, CHROME_PATH: chromium.path, PLAYWRIGHT_JSON_OUTPUT_NAME: report, PLAYWRIGHT_JSON_OUTPUT_FILE: report }
    const { code } = await runCommand(process.execPath, args, { cwd: root, env, limit_ms, capture: true })
    const { passed, failures, skips } = readPlaywright(existsSync(report) ? readFileSync(report, 'utf8') : undefined)
    const lines = failures.map(({ name, file, message }) => `✗ ${file}: ${name}\n${message.slice(0, 400).replace(/^/gm, '        ')}`)
    return {
      ok: code === 0 && failures.length === 0 && passed > 0,
      says: [`${passed} passed, ${failures.length} failed, ${skips.length} skipped`, ...lines].join('\n    '),
    }
  } finally {
    rmSync(temp, { recursive: true, force: true })
  }
}
