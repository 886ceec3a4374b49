import { expect, test } from 'bun:test'
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { repositoryRoot } from '../checks/tree.ts'
import { runCommand } from '../run-command.mjs'

const node = (program: string, options?: Parameters<typeof runCommand>[2]) =>
  runCommand('node', ['-e', program], { capture: true, ...options })
/** Ended and not yet collected by its parent counts as ended. */
const isRunning = (pid: number) => {
  const linux = existsSync('/proc/self/stat')
  if (linux && !existsSync(`/proc/${pid}/stat`)) return false
  const state = linux
    ? readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]
    : Bun.spawnSync(['ps', '-o', 'stat=', '-p', String(pid)]).stdout.toString()
  return state !== undefined && !/^(Z.*)?$/s.test(state.trim())
}

test('output and exit code come through, of a command that does not exist too', async () => {
  expect(await node('console.log(1); console.error(2); process.exitCode = 3')).toEqual({ code: 3, output: '1\n2\n' })
  const missing = await runCommand('no-such-command', [], { capture: true })
  expect(missing.code).toBe(127)
  expect(missing.output).toContain('no-such-command could not be started')
})

test('a command that takes too long is ended with all that it started', async () => {
  const program = "require('node:child_process').spawn('sh', ['-c', 'echo $$; exec cat'], { stdio: ['pipe', 'inherit', 'inherit'] })"
  const { code, output } = await node(program, { limit_ms: 1_000 })
  expect(code).toBe(124)
  expect(output).toContain('it took too long')
  const pid = Number.parseInt(output, 10)
  expect(pid).toBeGreaterThan(1)
  expect(isRunning(pid)).toBe(false)
})

test('a command that is told to end takes its child with it', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'jobline-run-'))
  try {
    const module = pathToFileURL(join(repositoryRoot, 'tools', 'run-command.mjs')).href
    const program = 'console.log(process.pid); setInterval(() => {}, 1000)'
    writeFileSync(
      join(folder, 'keep.mjs'),
      `import { runCommand } from '${module}'\nawait runCommand(process.execPath, ['-e', '${program}'])\n`,
    )
    const child = Bun.spawn(['node', join(folder, 'keep.mjs')], { stdout: 'pipe' })
    const reader = child.stdout.getReader()
    const pid = Number(new TextDecoder().decode((await reader.read()).value))
    child.kill('SIGTERM')
    expect(await child.exited).toBe(143)
    expect(isRunning(pid)).toBe(false)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
})
