// A network of our own for the proofs of bad networks: a namespace with nothing but a loopback device, in which the packets
// of some addresses wait for nfq_netem.py. Owns its making and its end, whatever happens in between; it must not know what
// runs in it. Linux and root only.

import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { withProgress } from './progress.mjs'
import { runCommand } from './run-command.mjs'

/** Command and the Debian package that brings it. */
const NEEDED = { ip: 'iproute2', 'iptables-legacy': 'iptables', ethtool: 'ethtool', python3: 'python3' }
/** One address a queue: 127.0.2.1 is queue 1, 127.0.3.1 queue 2. */
export const QUEUES = [1, 2]

/** @param {string} name */
const isHere = (name) =>
  [...(process.env.PATH ?? '').split(delimiter), '/usr/sbin', '/sbin'].some((folder) => existsSync(join(folder, name)))
const missing = () => Object.entries(NEEDED).filter(([name]) => !isHere(name))

/** What is missing here, for a person; undefined where nothing is. Installs on Debian what apt has. */
async function lack() {
  if (process.platform !== 'linux') return 'network namespaces are Linux'
  if (process.getuid?.() !== 0) return 'a network namespace needs root'
  if (missing().length > 0 && existsSync('/usr/bin/apt-get')) {
    const options = { env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }, capture: true }
    await withProgress('Installing what bends networks …', async () => {
      await runCommand('apt-get', ['update', '-q'], options)
      await runCommand('apt-get', ['install', '-y', '-q', '--no-install-recommends', ...missing().map(([, name]) => name)], options)
    })
  }
  return missing().length === 0
    ? undefined
    : `these are not installed: ${missing()
        .map(([name]) => name)
        .join(', ')}`
}

/**
 * Makes one, with a name that no other run has.
 *
 * @returns {Promise<{name: string, close: () => void} | {name: undefined, reason: string}>} `reason` is for a person
 */
export async function openNamespace() {
  const lacking = await lack()
  if (lacking !== undefined) return { name: undefined, reason: lacking }
  const name = `jobline-${process.pid}-${Date.now().toString(36)}`
  const close = () => void spawnSync('ip', ['netns', 'del', name], { stdio: 'ignore' })
  // A Ctrl-C ends this process without coming back here.
  process.on('exit', close)
  const inside = (/** @type {string[]} */ ...words) => ['ip', 'netns', 'exec', name, ...words]
  const steps = [
    ['ip', 'netns', 'add', name],
    ['ip', '-n', name, 'link', 'set', 'lo', 'up'],
    // Packets as they are on a road, not of 64 kB.
    ['ip', '-n', name, 'link', 'set', 'lo', 'mtu', '1500'],
    inside('ethtool', '-K', 'lo', 'tso', 'off', 'gso', 'off', 'gro', 'off'),
    ...QUEUES.flatMap((queue) =>
      ['-s', '-d'].map((side) =>
        inside('iptables-legacy', '-A', 'INPUT', '-i', 'lo', side, `127.0.${queue + 1}.1`, '-j', 'NFQUEUE', '--queue-num', String(queue)),
      ),
    ),
  ]
  for (const [command = '', ...args] of steps) {
    const { code, output } = await runCommand(command, args, { capture: true })
    if (code === 0) continue
    close()
    return { name: undefined, reason: `${[command, ...args].join(' ')} failed: ${output.trim()}` }
  }
  return { name, close }
}
