// A thread of its own that wakes the generator when a message is due. Timers of the event loop know whole
// milliseconds only, and a loop that turns without rest would take the core from the kernel's own threads, which
// write the server's commits to the disk.

declare const self: Worker

export interface TickerOrder {
  /** ms since 1970, with fractions. */
  readonly started: number
  readonly gap_ms: number
}

self.onmessage = ({ data }: MessageEvent<TickerOrder>) => {
  const never = new Int32Array(new SharedArrayBuffer(4))
  for (let next = 1; ; next++) {
    const wait = data.started + next * data.gap_ms - (performance.timeOrigin + performance.now())
    if (wait > 0) Atomics.wait(never, 0, 0, wait)
    self.postMessage(0)
  }
}
