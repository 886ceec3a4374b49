// What Linux tells of a process, a disk and the machine. Reads /proc and /sys; nothing here names the host or a
// path. Other systems do not count CPU this way, so the command refuses to run there.

import {
  closeSync,
  existsSync,
  fdatasyncSync,
  openSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  statfsSync,
  statSync,
  writeSync,
} from 'node:fs'
import { arch, cpus, release, tmpdir, totalmem } from 'node:os'
import { join } from 'node:path'

/** Every Linux that Bun runs on counts in hundredths of a second. */
const TICK_US = 10_000
const TMPFS = 0x01021994
const RAMFS = 0x858458f6

/** User and system time of all threads of a process, those that ended included. */
export function cpuMicroseconds(pid: number): number {
  const stat = readFileSync(`/proc/${pid}/stat`, 'latin1')
  // The name in parentheses may hold blanks; utime and stime are the 12th and 13th field after it.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
  return (Number(fields[11]) + Number(fields[12])) * TICK_US
}

/** Time in which any processor was not idle, since boot: what else ran on the machine shows in it. */
export function busyMicroseconds(): number {
  const [, user, nice, system, , , irq, softirq] = (readFileSync('/proc/stat', 'latin1').split('\n')[0] as string).split(/\s+/).map(Number)
  return ((user ?? 0) + (nice ?? 0) + (system ?? 0) + (irq ?? 0) + (softirq ?? 0)) * TICK_US
}

export function rssBytes(pid: number): number {
  const line = /^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'latin1'))
  return Number(line?.[1] ?? Number.NaN) * 1_024
}

export const openFileLimit = (): number =>
  Number(/^Max open files\s+\d+\s+(\d+)/m.exec(readFileSync('/proc/self/limits', 'latin1'))?.[1] ?? 1_024)

/** Name in /proc/diskstats of the whole disk below a folder; undefined where there is none (overlay, network). */
export function diskOf(folder: string): string | undefined {
  const { dev } = statSync(folder)
  const [major, minor] = [(dev >> 8) & 0xfff, (dev & 0xff) | ((dev >> 12) & 0xfff00)]
  const link = `/sys/dev/block/${major}:${minor}`
  if (!existsSync(link)) return undefined
  const device = realpathSync(link)
  const parts = device.split('/')
  // Flushes are counted for the disk, not for its partitions.
  return existsSync(join(device, 'partition')) ? parts.at(-2) : parts.at(-1)
}

/** Flush requests that a disk has completed since boot; undefined where the kernel does not count them. */
export function diskFlushes(disk: string): number | undefined {
  for (const line of readFileSync('/proc/diskstats', 'latin1').split('\n')) {
    const fields = line.trim().split(/\s+/)
    if (fields[2] === disk) return fields[18] === undefined ? undefined : Number(fields[18])
  }
  return undefined
}

/** A folder on a real disk: a memory file system flushes nothing, and the figures would be of something else. */
export function folderOnDisk(candidates: readonly string[] = [tmpdir(), '/var/tmp', import.meta.dirname]): string | undefined {
  return candidates.find((folder) => existsSync(folder) && ![TMPFS, RAMFS].includes(statfsSync(folder).type))
}

/** How long this disk takes to make 4 kB at the end of a file durable: the median in microseconds. */
export function flushMicroseconds(folder: string): number {
  const path = join(folder, 'flush-probe')
  const file = openSync(path, 'w')
  const block = new Uint8Array(4_096)
  const times = Array.from({ length: 200 }, () => {
    writeSync(file, block)
    const started = performance.now()
    fdatasyncSync(file)
    return (performance.now() - started) * 1_000
  })
  closeSync(file)
  rmSync(path)
  return Math.round(times.sort((a, b) => a - b)[100] as number)
}

/** Logical processors this process may run on. */
export const processors = (): number => readdirSync('/sys/devices/system/cpu').filter((name) => /^cpu\d+$/.test(name)).length

export interface MachineFacts {
  readonly cpu: string
  readonly processors: number
  readonly arch: string
  readonly memory_gb: number
  readonly system: string
  readonly linux: string
  readonly bun: string
  readonly flush_us: number
}

export function machineFacts(folder: string): MachineFacts {
  const system = existsSync('/etc/os-release') ? /^PRETTY_NAME="?([^"\n]*)/m.exec(readFileSync('/etc/os-release', 'utf8'))?.[1] : undefined
  return {
    cpu: cpus()[0]?.model.trim() ?? 'unknown',
    processors: processors(),
    arch: arch(),
    memory_gb: Math.round(totalmem() / 1_073_741_824),
    system: system ?? 'unknown',
    linux: release().split('-')[0] ?? release(),
    bun: Bun.version,
    flush_us: flushMicroseconds(folder),
  }
}
