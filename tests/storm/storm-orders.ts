// What the run and its crowds say to each other.

export interface Person {
  readonly user_id: string
  readonly token: string
  readonly conversation_id: string
  /** Who they talk with. */
  readonly other_id: string
}

export type Order =
  | { readonly type: 'gather'; readonly url: string; readonly people: readonly Person[]; readonly talkers: number }
  /** The storm begins: what is told from now on is about it. */
  | { readonly type: 'storm' }
  | { readonly type: 'everybody_sends' }
  | { readonly type: 'report' }

export type Telling =
  | { readonly type: 'live'; readonly count: number }
  | { readonly type: 'all_sent' }
  | { readonly type: 'report'; readonly report: CrowdReport }

export interface CrowdReport {
  /** When each came back, in ms since 1970; whoever did not is missing. */
  readonly back_at: readonly number[]
  /** What the server told each to wait before it went. */
  readonly delays: readonly number[]
  /** How the sockets of before ended, by close code. */
  readonly closed: Readonly<Record<number, number>>
  /** From send to acknowledgement, of those who talked during the storm, in ms. */
  readonly ack_ms: readonly number[]
  /** Connection states other than live at the end, and what went wrong. */
  readonly problems: readonly string[]
  readonly rss_bytes: number
}
