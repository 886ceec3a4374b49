// What the command (run.ts) asks of the load generator and what it gets back. Both sides of a pipe: plain JSON,
// one object each way. Times in ms unless the name says otherwise.

export interface Pair {
  readonly sender_id: string
  readonly recipient_id: string
  readonly conversation_id: string
}

/** Every sender keeps `window` messages in flight. */
export interface ClosedLoad {
  readonly kind: 'closed'
  readonly window: number
}

/** Messages leave on a fixed schedule, whatever the server does. */
export interface OpenLoad {
  readonly kind: 'open'
  readonly per_second: number
}

export interface TalkPlan {
  readonly kind: 'talk'
  readonly load: ClosedLoad | OpenLoad
  readonly pairs: readonly Pair[]
  readonly warm_up_ms: number
  readonly window_ms: number
  readonly windows: number
}

/** Signed-in sockets that say nothing; memory is read at each of `levels`. */
export interface IdlePlan {
  readonly kind: 'idle'
  readonly user_ids: readonly string[]
  readonly levels: readonly number[]
  readonly settle_ms: number
}

export interface Target {
  readonly port: number
  readonly pid: number
  readonly jwt_secret: string
  /** As /proc/diskstats counts it; undefined where the data folder's disk is not known. */
  readonly disk: string | undefined
}

export interface Order {
  readonly target: Target
  readonly plan: TalkPlan | IdlePlan
}

export interface WindowResult {
  readonly seconds: number
  readonly delivered: number
  /** User and system time of all the server's threads. */
  readonly server_cpu_us: number
  readonly generator_cpu_us: number
  /** All other processes and the kernel's own threads: what disturbed the measurement. */
  readonly other_cpu_us: number
  /** Of the whole disk; undefined where it cannot be read. */
  readonly flushes: number | undefined
  /** Open loop only: from the scheduled moment of sending to the recipient's read. */
  readonly p50_ms: number | undefined
  readonly p99_ms: number | undefined
  /** Open loop only: how late the generator itself was with its schedule. */
  readonly late_p99_ms: number | undefined
}

export interface TalkResult {
  readonly windows: readonly WindowResult[]
  /** Over the whole run, warm-up and the end of it included. */
  readonly sent: number
  readonly acked: number
  readonly delivered: number
  readonly receipts_sent: number
  readonly receipts_acked: number
  /** Watermarks of recipients that reached senders. */
  readonly receipts_heard: number
}

export interface IdleResult {
  readonly levels: readonly { readonly sockets: number; readonly rss_bytes: number }[]
  readonly connects_per_second: number
  readonly server_cpu_us_per_connect: number
}
