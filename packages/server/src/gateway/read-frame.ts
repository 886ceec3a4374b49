// Text off the wire → a frame that matches its schema, or the coded reason why not. Rules ERR-1 to ERR-4.

import { type DownFrame, ERRORS, type ErrorCode, MAX_JSON_DEPTH, type UpFrame } from '@jobline/protocol'
import { UP_SCHEMAS } from '@jobline/protocol/schemas'
import { Compile } from 'typebox/compile'
import { isDeeperThan } from '../limits/json-depth.ts'

export interface BadFrame {
  readonly code: ErrorCode
  readonly path?: string
  /** Given back where the frame carried them, so that the sender knows which one was refused. */
  readonly ref?: string
  readonly id?: string
}

const validators = new Map(Object.entries(UP_SCHEMAS).map(([type, schema]) => [type, Compile(schema)]))

export type ReadFrame = { readonly frame: UpFrame } | { readonly bad: BadFrame }

export function readFrame(text: string): ReadFrame {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    return { bad: { code: 'bad_json' } }
  }
  return checkFrame(value)
}

export function checkFrame(value: unknown): ReadFrame {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return { bad: { code: 'bad_request', path: '' } }
  const { type, ref, id } = value as { type?: unknown; ref?: unknown; id?: unknown }
  const validator = typeof type === 'string' ? validators.get(type) : undefined
  const too_deep = isDeeperThan(value, MAX_JSON_DEPTH)
  if (validator?.Check(value) && !too_deep) return { frame: value as UpFrame }

  const echo = { ...(isShort(ref) ? { ref } : {}), ...(isShort(id) ? { id } : {}) }
  if (too_deep) return { bad: { code: 'too_deep', ...echo } }
  if (!validator)
    return { bad: typeof type === 'string' ? { code: 'unknown_type', ...echo } : { code: 'bad_request', path: '/type', ...echo } }
  return { bad: { code: 'bad_request', path: validator.Errors(value)[0]?.instancePath ?? '', ...echo } }
}

const isShort = (value: unknown): value is string => typeof value === 'string' && value.length <= 64

export interface ErrorExtra {
  readonly ref?: string | undefined
  readonly id?: string | undefined
  readonly path?: string | undefined
  readonly retry_after_ms?: number | undefined
}

export function errorFrame(code: ErrorCode, extra: ErrorExtra = {}): DownFrame<'error'> {
  const { message, retryable } = ERRORS[code]
  const frame: DownFrame<'error'> = { type: 'error', code, message, retryable }
  if (extra.ref !== undefined) frame.ref = extra.ref
  if (extra.id !== undefined) frame.id = extra.id
  if (extra.path !== undefined) frame.path = extra.path
  if (extra.retry_after_ms !== undefined) frame.retry_after_ms = extra.retry_after_ms
  return frame
}
