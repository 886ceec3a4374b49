#!/usr/bin/env node
// `npx jobline …`: finds Bun, which comes as a dependency, and runs the command line on it.

import { spawn } from 'node:child_process'
import { createRequire } from 'node:module'
import { fileURLToPath } from 'node:url'

const cli = fileURLToPath(new URL('../src/cli.ts', import.meta.url))
const bun = createRequire(import.meta.url).resolve('bun/bin/bun.exe')
const child = spawn(bun, [cli, ...process.argv.slice(2)], { stdio: 'inherit' })
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => child.kill(signal))
child.on('error', (error) => {
  process.stderr.write(
    `unable to run Bun; ${error.message}. Was its install script refused? npm install-scripts approve bun, then npm ci.\n`,
  )
  process.exit(1)
})
child.on('exit', (code, signal) => process.exit(signal ? 128 + 15 : (code ?? 1)))
