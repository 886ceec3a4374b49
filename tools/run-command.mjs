// Runs one child process for the commands of this folder. Owns signals: a child gets a process group of its
// own, a Ctrl-C reaches it exactly once (npm and the terminal both deliver one to us), and no child or
// grandchild outlives the command. Plain Node, no dependencies: it runs before anything is installed.

import { spawn } from 'node:child_process'
import { constants } from 'node:os'

const windows = process.platform === 'win32'
/** Two deliveries of one Ctrl-C are this close together; a person is slower. */
const SAME_KEYSTROKE_MS = 500

/** Output that is still open this long after the child's end belongs to somebody else. */
const LEFT_OPEN_MS = 2_000

/** @typedef {import('node:child_process').ChildProcess} ChildProcess */

/** @type {Set<ChildProcess>} */
const children = new Set()
/** @type {NodeJS.Signals | undefined} */
let received
let receivedAt = 0

/** @param {ChildProcess} child @param {NodeJS.Signals} signal */
function killGroup(child, signal) {
  if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) return
  try {
    if (windows) child.kill(signal)
    else process.kill(-child.pid, signal)
  } catch (error) {
    if (/** @type {NodeJS.ErrnoException} */ (error).code !== 'ESRCH') throw error
  }
}

/** @param {NodeJS.Signals} signal */
function onSignal(signal) {
  const again = received !== undefined
  if (again && Date.now() - receivedAt < SAME_KEYSTROKE_MS) return
  received = signal
  receivedAt = Date.now()
  if (children.size === 0) process.exit(exitCodeOf(signal))
  // Asked twice, a person does not want to wait any longer.
  for (const child of children) killGroup(child, again ? 'SIGKILL' : signal)
}

let listening = false
function listen() {
  if (listening) return
  listening = true
  process.on('SIGINT', onSignal)
  process.on('SIGTERM', onSignal)
  process.on('SIGHUP', onSignal)
  process.on('exit', () => {
    for (const child of children) killGroup(child, 'SIGKILL')
  })
}

/** @param {NodeJS.Signals} signal what a shell reports for a process that the signal ended */
export function exitCodeOf(signal) {
  return 128 + (constants.signals[signal] ?? 0)
}

/** The signal that this command was asked to end with, if any. */
export function endedBy() {
  return received
}

/**
 * @typedef {object} CommandResult
 * @property {number} code the child's exit code; 127 where it could not be started
 * @property {string} output stdout and stderr in the order they came; empty unless captured
 */

/**
 * Runs a command to its end. Never rejects for what the command does. When this process is asked to end,
 * the child is told, waited for, and then this process exits too, unless `survive` is set.
 *
 * @param {string} command
 * @param {string[]} args
 * With `limit_ms` it is ended after that time, with code 124.
 *
 * @param {{cwd?: string, env?: NodeJS.ProcessEnv, capture?: boolean, stdin?: 'ignore' | 'inherit', survive?: boolean, limit_ms?: number}} [options]
 * @returns {Promise<CommandResult>}
 */
export async function runCommand(command, args, options = {}) {
  listen()
  const child = spawn(command, args, {
    cwd: options.cwd,
    env: options.env ?? process.env,
    stdio: [options.stdin ?? 'ignore', options.capture ? 'pipe' : 'inherit', options.capture ? 'pipe' : 'inherit'],
    detached: !windows,
    windowsHide: true,
  })
  children.add(child)
  /** @type {Buffer[]} */
  const chunks = []
  child.stdout?.on('data', (chunk) => chunks.push(chunk))
  child.stderr?.on('data', (chunk) => chunks.push(chunk))
  let late = false
  const end = () => {
    late = true
    killGroup(child, 'SIGKILL')
  }
  const limit = options.limit_ms === undefined ? undefined : setTimeout(end, options.limit_ms)
  const code = await new Promise((resolve) => {
    child.on('error', (error) => {
      chunks.push(Buffer.from(`${command} could not be started: ${error.message}\n`))
      if (!options.capture) console.error(`${command} could not be started: ${error.message}`)
      resolve(127)
    })
    const done = (/** @type {number | null} */ exitCode, /** @type {NodeJS.Signals | null} */ signal) =>
      resolve(signal ? exitCodeOf(signal) : (exitCode ?? 1))
    child.on('close', done)
    // Something that the child left behind may hold its output open; it does not hold us.
    child.on('exit', (exitCode, signal) => setTimeout(done, LEFT_OPEN_MS, exitCode, signal).unref())
  })
  children.delete(child)
  clearTimeout(limit)
  if (received !== undefined && !options.survive) process.exit(exitCodeOf(received))
  if (late) chunks.push(Buffer.from(`\nended after ${(options.limit_ms ?? 0) / 1000} s: it took too long\n`))
  return { code: late ? 124 : code, output: Buffer.concat(chunks).toString('utf8') }
}
