// Every frame and endpoint has one valid example in fixtures/, for clients in any language; fixtures/invalid
// holds values that a schema refuses, each with the place of its fault.

import { describe, expect, test } from 'bun:test'
import { readdirSync, readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import type { TSchema } from 'typebox'
import { Compile } from 'typebox/compile'
import { DOWN_SCHEMAS, ENDPOINTS, type Endpoint, UP_SCHEMAS } from './schemas.ts'

const ROOT = join(import.meta.dir, '../fixtures')
const PARTS = ['params', 'query', 'body', 'result'] as const

const read = (path: string): unknown => JSON.parse(readFileSync(join(ROOT, `${path}.json`), 'utf8'))
const namesIn = (folder: string) =>
  readdirSync(join(ROOT, folder))
    .map((file) => basename(file, '.json'))
    .sort()

function faultsOf(schema: TSchema, value: unknown): string[] {
  const validator = Compile(schema)
  return validator.Check(value) ? [] : validator.Errors(value).map((fault) => `${fault.instancePath}: ${fault.message}`)
}

/** `up/typing`, `down/job`, `endpoints/put_user/body`. */
function schemaNamed(address: string): TSchema {
  const [group, name = '', part = ''] = address.split('/')
  const schemas: Record<string, TSchema> | undefined = group === 'up' ? UP_SCHEMAS : group === 'down' ? DOWN_SCHEMAS : undefined
  const endpoint = (ENDPOINTS as Record<string, Endpoint>)[name]
  const schema = schemas ? schemas[name] : endpoint?.[part as (typeof PARTS)[number]]
  if (!schema) throw new Error(`no schema is called ${address}`)
  return schema
}

describe.each([
  ['up', UP_SCHEMAS],
  ['down', DOWN_SCHEMAS],
] as const)('frames %s', (folder, schemas: Record<string, TSchema>) => {
  test('each has a fixture, and no fixture is left over', () => {
    expect(namesIn(folder)).toEqual(Object.keys(schemas).sort())
  })

  test.each(Object.keys(schemas))('%s is what its schema says', (name) => {
    const value = read(`${folder}/${name}`) as { type: string }
    expect(value.type).toBe(name)
    expect(faultsOf(schemas[name]!, value)).toEqual([])
  })

  test.each(Object.keys(schemas))('%s shows every field of its schema', (name) => {
    const declared = Object.keys((schemas[name] as { properties?: object }).properties ?? {})
    const shown = Object.keys(read(`${folder}/${name}`) as object)
    // An alternative of a field in use cannot be shown beside it.
    const alternatives: Record<string, string[]> = {
      read_receipt: ['message_id'],
      history: ['after_seq'],
      ack: ['ref', 'expires_at'],
      error: ['id', 'path'],
    }
    expect(declared.filter((field) => !shown.includes(field) && !alternatives[name]?.includes(field))).toEqual([])
  })
})

describe('endpoints', () => {
  test('each has a fixture, and no fixture is left over', () => {
    expect(namesIn('endpoints')).toEqual(Object.keys(ENDPOINTS).sort())
  })

  test.each(Object.entries(ENDPOINTS as Record<string, Endpoint>))('%s is what its schemas say', (name, endpoint) => {
    const fixture = read(`endpoints/${name}`) as Record<string, unknown>
    expect(Object.keys(fixture).sort()).toEqual(PARTS.filter((part) => endpoint[part]).sort())
    for (const part of PARTS) {
      const schema = endpoint[part]
      if (schema) expect(faultsOf(schema, fixture[part])).toEqual([])
    }
  })

  test.each(Object.entries(ENDPOINTS as Record<string, Endpoint>))(
    '%s takes a parameter for every place in its path',
    (_name, endpoint) => {
      const places = [...endpoint.path.matchAll(/\{(\w+)\}/g)].map((match) => match[1]!)
      const params = Object.keys((endpoint.params as { properties?: object } | undefined)?.properties ?? {})
      expect(params.sort()).toEqual(places.sort())
    },
  )
})

interface Refused {
  readonly schema: string
  readonly value: unknown
  readonly path: string
}

describe('values that are refused', () => {
  test.each(namesIn('invalid'))('%s', (name) => {
    const { schema, value, path } = read(`invalid/${name}`) as Refused
    const validator = Compile(schemaNamed(schema))
    expect(validator.Check(value)).toBe(false)
    expect(validator.Errors(value).map((fault) => fault.instancePath)).toContain(path)
  })

  test('every frame up that takes anything has one', () => {
    const covered = new Set(namesIn('invalid').map((name) => (read(`invalid/${name}`) as Refused).schema))
    expect(Object.keys(UP_SCHEMAS).filter((name) => !covered.has(`up/${name}`))).toEqual([])
  })
})
