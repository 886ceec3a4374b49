// The wire cannot change by accident: all schemas, limits, error and close codes are hashed, and the hash
// of each version is kept in fixtures/versions.json. A change asks for a new version, its hash and its line.

import { expect, test } from 'bun:test'
import { createHash } from 'node:crypto'
import versions from '../fixtures/versions.json'
import { CLOSE } from './close-codes.ts'
import { ERRORS } from './errors.ts'
import * as limits from './limits.ts'
import * as schemas from './schemas.ts'
import { SUBPROTOCOL, TOKEN_SUBPROTOCOL_PREFIX } from './subprotocol.ts'
import { OLDEST_PROTOCOL_VERSION, PROTOCOL_HISTORY, PROTOCOL_VERSION } from './version.ts'

/** JSON with sorted keys: the same wire gives the same text, in whatever order it was written down. */
function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`
  if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? 'null'
  const entries = Object.entries(value).filter(([, field]) => field !== undefined && typeof field !== 'function')
  return `{${entries
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, field]) => `${JSON.stringify(key)}:${canonical(field)}`)
    .join(',')}}`
}

const withoutProse = <T extends object, K extends keyof T>(table: Record<string, T>, prose: K) =>
  Object.fromEntries(Object.entries(table).map(([name, { [prose]: _, ...rest }]) => [name, rest]))

const wire = {
  up: schemas.UP_SCHEMAS,
  down: schemas.DOWN_SCHEMAS,
  endpoints: withoutProse(schemas.ENDPOINTS as Record<string, schemas.Endpoint>, 'summary'),
  errors: withoutProse(ERRORS as Record<string, (typeof ERRORS)['internal']>, 'message'),
  close: CLOSE,
  limits: { ...limits },
  subprotocols: [SUBPROTOCOL, TOKEN_SUBPROTOCOL_PREFIX],
}
const hash = createHash('sha256').update(canonical(wire)).digest('hex')
const known: Record<string, string> = versions

test('the wire is the one that was written down for this version', () => {
  if (known[PROTOCOL_VERSION] === hash) return
  throw new Error(
    `The wire has changed. If version ${PROTOCOL_VERSION} has been released, raise PROTOCOL_VERSION and add its line to ` +
      `PROTOCOL_HISTORY and to docs/protocol.md. Then write this hash for it into fixtures/versions.json: ${hash}`,
  )
})

test('every version has its line and its own hash', () => {
  const all = Array.from({ length: PROTOCOL_VERSION }, (_, index) => String(index + 1))
  expect(Object.keys(PROTOCOL_HISTORY)).toEqual(all)
  expect(Object.keys(known)).toEqual(all)
  expect(new Set(Object.values(known)).size).toBe(all.length)
  for (const line of Object.values(PROTOCOL_HISTORY)) expect(line).toMatch(/^[A-Z].{10,200}\.$/)
})

test('the oldest version served is one that exists', () => {
  expect(OLDEST_PROTOCOL_VERSION).toBeGreaterThanOrEqual(1)
  expect(OLDEST_PROTOCOL_VERSION).toBeLessThanOrEqual(PROTOCOL_VERSION)
})

test('a changed field changes the hash', () => {
  const changed = { ...wire, limits: { ...limits, MAX_TEXT_LENGTH: limits.MAX_TEXT_LENGTH + 1 } }
  expect(canonical(changed)).not.toBe(canonical(wire))
  expect(canonical({ b: 1, a: [{ d: 2, c: 3 }] })).toBe(canonical({ a: [{ c: 3, d: 2 }], b: 1 }))
})
