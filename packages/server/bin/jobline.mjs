#!/usr/bin/env node
// `npx jobline …`: finds Bun, which comes as a dependency, and runs the command line on it.

import { spawn } from 'node:child_process'
import { createRequire } from 'node:module'
import { dirname } from 'node:path'
import { fileURLToPath } from 'node:url'
import { findBun } from './find-bun.mjs'

const cli = fileURLToPath(new URL('../src/cli.ts', import.meta.url))
const modules = dirname(dirname(createRequire(import.meta.url).resolve('bun/package.json')))
const bun = findBun(modules)
if (bun === undefined) {
  process.stderr.write(
    `unable to run; Bun was not found in ${modules}. Install again, with optional packages and without refusing Bun's script.\n`,
  )
  process.exit(1)
}
const child = spawn(bun, [cli, ...process.argv.slice(2)], { stdio: 'inherit' })
process.on('SIGINT', () => child.kill('SIGINT'))
process.on('SIGTERM', () => child.kill('SIGTERM'))
child.on('error', (error) => {
  process.stderr.write(`unable to run Bun; ${error.message}\n`)
  process.exit(1)
})
child.on('exit', (code, signal) => process.exit(signal ? 128 + 15 : (code ?? 1)))
