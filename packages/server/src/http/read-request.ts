// A request → what its endpoint's schemas say, or a DomainError that says where it differs.

import { MAX_FRAME_BYTES, MAX_JSON_DEPTH } from '@jobline/protocol'
import { ENDPOINTS, type Endpoint, type EndpointName } from '@jobline/protocol/schemas'
import type { TSchema } from 'typebox'
import { Compile } from 'typebox/compile'
import { DomainError } from '../domain/domain-error.ts'
import { isDeeperThan } from '../limits/json-depth.ts'

type Part = 'params' | 'query' | 'body'
type Check = (value: unknown) => void

const PARTS = ['params', 'query', 'body'] as const

export interface RequestReader {
  params(value: Readonly<Record<string, string>>): unknown
  query(value: URLSearchParams): unknown
  body(request: Request): Promise<unknown>
}

/** Compiles an endpoint's schemas once. */
export function requestReader(name: EndpointName): RequestReader {
  const endpoint: Endpoint = ENDPOINTS[name]
  const checks = Object.fromEntries(PARTS.map((part) => [part, checkOf(part, endpoint[part])])) as Record<Part, Check>
  const integers = integerFields(endpoint.query)
  return {
    params(value) {
      checks.params(value)
      return value
    },
    query(search) {
      const value: Record<string, unknown> = {}
      for (const [key, text] of search) value[key] = integers.has(key) && /^\d{1,16}$/.test(text) ? Number(text) : text
      checks.query(value)
      return value
    },
    async body(request) {
      if (!endpoint.body) return undefined
      const value = await readJson(request)
      checks.body(value)
      return value
    },
  }
}

/** An id in the path that cannot exist is simply not found; a query or body that does not fit is a bad request. */
function checkOf(part: Part, schema: TSchema | undefined): Check {
  if (!schema) return () => {}
  const validator = Compile(schema)
  return (value) => {
    if (validator.Check(value)) return
    if (part === 'params') throw new DomainError('not_found')
    throw new DomainError('bad_request', { path: validator.Errors(value)[0]?.instancePath ?? '' })
  }
}

function integerFields(schema: TSchema | undefined): ReadonlySet<string> {
  const properties = (schema as { properties?: Record<string, { type?: string }> } | undefined)?.properties ?? {}
  return new Set(Object.keys(properties).filter((key) => properties[key]?.type === 'integer'))
}

async function readJson(request: Request): Promise<unknown> {
  const type = request.headers.get('content-type')?.split(';')[0]?.trim().toLowerCase()
  const bytes = await readBytes(request)
  if (bytes.length === 0) return {}
  if (type !== 'application/json') throw new DomainError('unsupported_media_type')
  let value: unknown
  try {
    value = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes))
  } catch {
    throw new DomainError('bad_json')
  }
  if (isDeeperThan(value, MAX_JSON_DEPTH)) throw new DomainError('too_deep')
  return value
}

async function readBytes(request: Request): Promise<Uint8Array> {
  if (Number(request.headers.get('content-length') ?? 0) > MAX_FRAME_BYTES) throw new DomainError('too_large')
  const bytes = new Uint8Array(await request.arrayBuffer())
  if (bytes.length > MAX_FRAME_BYTES) throw new DomainError('too_large')
  return bytes
}
