// When each client is to come back after the server has gone. The time is cut into as many equal parts as there are
// clients, and each gets a moment of a part of its own: no second holds more than its share. Rule CONN-11.

/** A delay in ms for each of `count` clients, in random order. `random` is in [0, 1). */
export function returnDelays(count: number, spread_ms: number, random: () => number): number[] {
  const delays = Array.from({ length: count }, (_, part) => Math.floor(((part + random()) / count) * spread_ms))
  for (let last = count - 1; last > 0; last--) {
    const other = Math.floor(random() * (last + 1))
    const delay = delays[last] as number
    delays[last] = delays[other] as number
    delays[other] = delay
  }
  return delays
}
