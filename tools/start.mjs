// `npm start`: from a fresh clone to a running demo. Installs what is missing, builds the web app when it is stale,
// then runs the server, which prints the links. Plain Node: at first nothing is installed.

import './node-version.mjs'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { requireBun, root } from './bun.mjs'
import { ensureInstalled } from './install.mjs'
import { Problem, runMain } from './problem.mjs'
import { runCommand } from './run-command.mjs'
import { ensureWebExport } from './web-export.mjs'

const HELP = `npm start [-- <options of the server>]

  Installs the packages, builds the web app where it is stale, and serves the demo on http://localhost:8001.

  npm start -- --port 8002          another port
  npm start -- --host 0.0.0.0       also for a phone on the same network
  npm start -- --data ./other       another data folder

Options of the server:
`

/** @param {string[]} args */
async function start(args) {
  const wantsHelp = args.includes('--help') || args.includes('-h')
  if (wantsHelp) console.log(HELP)
  await ensureInstalled(root)
  const bun = requireBun()
  if (!wantsHelp) await ensureWebExport(root)
  const cli = join(root, 'packages', 'server', 'src', 'cli.ts')
  if (!existsSync(cli)) throw new Problem(`The server's ${cli} is missing: is this checkout whole?`)
  const serve = wantsHelp ? ['--help'] : ['--demo', '--web', join('apps', 'mobile', 'dist'), ...args]
  // The links should not drown in log lines; JOBLINE_LOG=info brings them back.
  const env = { ...process.env, JOBLINE_LOG: process.env.JOBLINE_LOG ?? 'warn' }
  // Bun ends by itself when this process is killed in a way that leaves no time to tell it.
  const { code } = await runCommand(bun, ['--no-orphans', cli, 'serve', ...serve], { cwd: root, env, survive: true })
  return code
}

await runMain(() => start(process.argv.slice(2)))
