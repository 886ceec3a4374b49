// A refusal by the domain: a code of the protocol's table, and where in the request. Thrown by a verb
// before it has changed anything, so that a bad verb fails alone and not its batch.

import { ERRORS, type ErrorCode } from '@jobline/protocol'

export class DomainError extends Error {
  override readonly name = 'DomainError'
  readonly code: ErrorCode
  readonly path: string | undefined
  readonly retry_after_ms: number | undefined

  constructor(code: ErrorCode, options: { path?: string; retry_after_ms?: number } = {}) {
    super(ERRORS[code].message)
    this.code = code
    this.path = options.path
    this.retry_after_ms = options.retry_after_ms
  }
}
