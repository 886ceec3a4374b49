// How deep a JSON value nests. Both doors refuse what is too deep before anything looks at it (LIMIT rules).

/** A scalar is depth 0. Stops at the first branch that is too deep. */
export function isDeeperThan(value: unknown, depth: number): boolean {
  if (typeof value !== 'object' || value === null) return false
  if (depth === 0) return true
  if (Array.isArray(value)) return value.some((item) => isDeeperThan(item, depth - 1))
  for (const key in value) if (isDeeperThan((value as Record<string, unknown>)[key], depth - 1)) return true
  return false
}
