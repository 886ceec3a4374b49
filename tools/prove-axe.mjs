// Every scene of the gallery in every mode, under axe-core and a ruler, in a browser. `npm test` takes two of the modes.

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
 * @returns {Promise<{ok: boolean, skipped?: boolean, says: string}>}
 */
export async function proveAxe(limit_ms) {
  const chromium = await ensureChromium()
  if (chromium.path === undefined) return { ok: false, skipped: true, says: `no browser: ${chromium.reason}` }
  await ensureWebExport(root)
  const temp = mkdtempSync(join(tmpdir(), 'jobline-axe-'))
  try {
    const report = join(temp, 'report.json')
    const cli = join(root, 'node_modules', '@playwright', 'test', 'cli.js')
    const args = [cli, 'test', '--config', join('tests', 'browser', 'playwright.config.ts'), '--reporter=json', 'axe', 'targets']
    /** @type {NodeJS.ProcessEnv} */
    const env = { ...process.env, JOBLINE_AXE_MODES: 'all', CHROME_PATH: chromium.path, PLAYWRIGHT_JSON_OUTPUT_NAME: report }
    env.PLAYWRIGHT_JSON_OUTPUT_FILE = report
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
