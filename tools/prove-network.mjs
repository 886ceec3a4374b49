// Runs a proof of tests/network: in a namespace of our own where this machine lets us have one, else through the testkit's
// proxy, which it says aloud, because a proxy cannot lose packets.

import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { root } from './bun.mjs'
import { ensureChromium } from './chromium.mjs'
import { openNamespace } from './network-namespace.mjs'
import { runCommand } from './run-command.mjs'
import { readPlaywright } from './test-report.mjs'
import { ensureWebExport } from './web-export.mjs'

/**
 * @param {string} spec name of a file of tests/network, without its ending
 * @param {number} limit_ms
 * @returns {Promise<{ok: boolean, skipped?: boolean, says: string}>}
 */
export async function proveNetwork(spec, limit_ms) {
  const chromium = await ensureChromium()
  if (chromium.path === undefined) return { ok: false, skipped: true, says: `no browser: ${chromium.reason}` }
  await ensureWebExport(root)
  const temp = mkdtempSync(join(tmpdir(), 'jobline-network-'))
  const namespace = await openNamespace()
  try {
    const report = join(temp, 'report.json')
    const cli = join(root, 'node_modules', '@playwright', 'test', 'cli.js')
    const words = [process.execPath, cli, 'test', '--config', join('tests', 'network', 'playwright.config.ts'), spec]
    const [command = '', ...args] = namespace.name === undefined ? words : ['ip', 'netns', 'exec', namespace.name, ...words]
    /** @type {NodeJS.ProcessEnv} */
    const env = { ...process.env, CHROME_PATH: chromium.path, JOBLINE_REPORT: report }
    if (namespace.name === undefined)
      console.log(`  SKIPPED: lost packets (${namespace.reason}); a proxy stands in, which can delay, throttle and fall silent`)
    else env.JOBLINE_NAMESPACE = namespace.name
    const { code } = await runCommand(command, args, { cwd: root, env, limit_ms })
    const { passed, failures, skips } = readPlaywright(existsSync(report) ? readFileSync(report, 'utf8') : undefined)
    return {
      ok: code === 0 && failures.length === 0 && passed > 0,
      says: `${passed} passed, ${failures.length} failed, ${skips.length} skipped${namespace.name === undefined ? ', without lost packets' : ''}`,
    }
  } finally {
    if (namespace.name !== undefined) namespace.close()
    rmSync(temp, { recursive: true, force: true })
  }
}
