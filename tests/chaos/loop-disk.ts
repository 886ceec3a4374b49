// A disk of its own whose power can be cut: a file with a file system in it, mounted. Cutting tells the file system to go
// down without flushing: what was not synced is lost, as when the machine stops. It models neither a disk that lies
// about its flushes nor torn sectors. Needs root and loop devices.

import { dlopen } from 'bun:ffi'
import { spawnSync } from 'node:child_process'
import { closeSync, mkdirSync, mkdtempSync, openSync, rmSync, truncateSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

export type FileSystem = 'ext4' | 'xfs'

/** _IOR('X', 125, u32), the same number for both; the argument 2 asks for no flush of the log. */
const GOING_DOWN = 0x8004587d
const WITHOUT_FLUSH = 2
/** The least that mkfs.xfs takes. */
const SIZE_BYTES = 320 * 1_024 * 1_024

export class LoopDisk implements Disposable {
  /** Where it is mounted. */
  readonly folder: string
  readonly #place: string
  readonly #image: string

  constructor(file_system: FileSystem) {
    this.#place = mkdtempSync(join(tmpdir(), 'jobline-disk-'))
    this.#image = join(this.#place, 'image')
    this.folder = join(this.#place, 'mounted')
    mkdirSync(this.folder)
    writeFileSync(this.#image, '')
    truncateSync(this.#image, SIZE_BYTES)
    try {
      run(`mkfs.${file_system}`, '-q', this.#image)
      this.#mount()
    } catch (error) {
      rmSync(this.#place, { recursive: true, force: true })
      throw error
    }
  }

  /** undefined, or why there can be none here. */
  static missing(file_system: FileSystem): string | undefined {
    try {
      new LoopDisk(file_system)[Symbol.dispose]()
      return undefined
    } catch (error) {
      return error instanceof Error ? error.message : String(error)
    }
  }

  /** What is in memory only is lost. Nothing can be read or written until `powerOn`. */
  cutPower(): void {
    const libc = dlopen('libc.so.6', { ioctl: { args: ['i32', 'u64', 'ptr'], returns: 'i32' } })
    const folder = openSync(this.folder, 'r')
    try {
      if (libc.symbols.ioctl(folder, GOING_DOWN, new Uint32Array([WITHOUT_FLUSH])) !== 0) throw new Error('unable to cut the power')
    } finally {
      closeSync(folder)
      libc.close()
    }
  }

  /** Mounts it again, as a machine does when it starts. Nobody may have a file of it open. */
  powerOn(): void {
    run('umount', this.folder)
    this.#mount()
  }

  [Symbol.dispose](): void {
    spawnSync('umount', ['-l', this.folder])
    rmSync(this.#place, { recursive: true, force: true })
  }

  #mount(): void {
    run('mount', '-o', 'loop', this.#image, this.folder)
  }
}

function run(command: string, ...args: readonly string[]): void {
  const { status, stderr, error } = spawnSync(command, args, { encoding: 'utf8' })
  if (status !== 0) throw new Error(`unable to run ${command}; ${error?.message ?? stderr.trim()}`)
}
