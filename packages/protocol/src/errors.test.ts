// The error table: one style of sentence, statuses that fit, and no endpoint that answers outside it.

import { describe, expect, test } from 'bun:test'
import { CLOSE } from './close-codes.ts'
import { ERRORS, type ErrorInfo, isErrorCode } from './errors.ts'
import { ENDPOINTS, type Endpoint } from './schemas.ts'

const TABLE = Object.entries(ERRORS as Record<string, ErrorInfo>)

describe('ERR-3: every code of the table', () => {
  test.each(TABLE)('%s is a key, a status and a sentence', (code, info) => {
    expect(code).toMatch(/^[a-z]+(_[a-z]+)*$/)
    expect(info.message).toMatch(/^[A-Z][^.!?]{8,110}\.$/)
    expect(info.status).toBeGreaterThanOrEqual(400)
    expect(info.status).toBeLessThan(600)
  })

  test.each(TABLE)('%s: what the server is to blame for may be tried again, what the client sent may not', (code, info) => {
    const mayPass = info.status >= 500 || info.status === 429 || code === 'out_of_order'
    expect(info.retryable).toBe(mayPass)
  })

  test.each(Object.entries(ENDPOINTS as Record<string, Endpoint>))('%s names codes of the table only', (_name, endpoint) => {
    expect(endpoint.errors.filter((code) => !isErrorCode(code))).toEqual([])
    expect(new Set(endpoint.errors).size).toBe(endpoint.errors.length)
  })

  test('a property of every object is no code', () => {
    expect(isErrorCode('toString')).toBe(false)
    expect(isErrorCode('not_found')).toBe(true)
  })
})

test('messages are told apart', () => {
  expect(new Set(TABLE.map(([, info]) => info.message)).size).toBe(TABLE.length)
})

test('close codes are the standard ones or of the private range, each once', () => {
  const codes = Object.values(CLOSE)
  expect(new Set(codes).size).toBe(codes.length)
  for (const code of codes) expect([1001, 1003, 1009].includes(code) || (code >= 4000 && code <= 4999)).toBe(true)
})
