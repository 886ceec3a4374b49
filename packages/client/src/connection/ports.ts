// What the client needs from the world around it, as ports: time, chance, ids, network and app state.
// Nothing in the core reads a global; `platform-ports.ts` builds these from what the runtime has, tests bring their own.

/** Ends what it was returned for. Calling it again does nothing. */
export type Cancel = () => void

export interface Clock {
  /** The device's own time in ms since 1970; it may be wrong and may jump. */
  now(): number
  /** Runs `run` once after about `ms`; a sleeping device runs it late, never twice. */
  after(ms: number, run: () => void): Cancel
}

export interface Random {
  /** A number in [0, 1). */
  next(): number
}

export interface Ids {
  /** A new lower-case UUID; unique for ever, so its source must not repeat after a restart. */
  next(): string
}

export interface Network {
  /** Tells when the device says that its network came or went. A hint only: it may be wrong both ways. */
  subscribe(listener: (online: boolean) => void): Cancel
}

export interface AppState {
  /** true while a person may be looking: foreground on phones, visible on the web. */
  isActive(): boolean
  subscribe(listener: (active: boolean) => void): Cancel
}
