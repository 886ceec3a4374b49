// docs/protocol.md is complete and true: it names every frame, endpoint, field, code and limit, and each
// example in it is what the schemas say.

import { describe, expect, test } from 'bun:test'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { TSchema } from 'typebox'
import { Compile } from 'typebox/compile'
import { CLOSE } from './close-codes.ts'
import { ERRORS, type ErrorInfo } from './errors.ts'
import * as limits from './limits.ts'
import {
  conversationSchema,
  DOWN_SCHEMAS,
  ENDPOINTS,
  type Endpoint,
  JOB_STATUSES,
  jobSchema,
  memberSchema,
  memberStateSchema,
  messageSchema,
  systemEventSchema,
  UP_SCHEMAS,
  userSchema,
} from './schemas.ts'
import { SUBPROTOCOL, TOKEN_SUBPROTOCOL_PREFIX } from './subprotocol.ts'
import { PROTOCOL_HISTORY } from './version.ts'

const PAGE = readFileSync(join(import.meta.dir, '../../../docs/protocol.md'), 'utf8')

/** The text under `## title`, up to the next heading of that level. */
function sectionOf(title: string): string {
  const start = PAGE.indexOf(`\n## ${title}\n`)
  if (start < 0) throw new Error(`the page has no section "${title}"`)
  const end = PAGE.indexOf('\n## ', start + 4)
  return PAGE.slice(start, end < 0 ? undefined : end)
}

const propertiesOf = (schema: TSchema): string[] => Object.keys((schema as { properties?: object }).properties ?? {})
const rowOf = (section: string, first: string) => section.split('\n').find((line) => line.startsWith(`| \`${first}\` |`))

describe.each([
  ['Frames up', UP_SCHEMAS],
  ['Frames down', DOWN_SCHEMAS],
] as const)('%s', (title, schemas: Record<string, TSchema>) => {
  test.each(Object.keys(schemas))('%s has a row with all its fields, required and optional', (type) => {
    const row = rowOf(sectionOf(title), type) ?? ''
    const required = (schemas[type] as { required?: string[] }).required ?? []
    const missing = propertiesOf(schemas[type]!).filter((field) => {
      if (field === 'type') return false
      const optional = !required.includes(field)
      return optional ? !row.includes(`\`${field}?\``) && !row.includes(`\`${field}*\``) : !row.includes(`\`${field}\``)
    })
    expect(missing).toEqual([])
  })

  test('the table has no other rows', () => {
    const rows = [...sectionOf(title).matchAll(/^\| `(\w+)` \|/gm)].map((match) => match[1]!)
    expect(rows.sort()).toEqual([...Object.keys(schemas), 'type'].sort())
  })
})

describe('endpoints', () => {
  test.each(Object.values(ENDPOINTS as Record<string, Endpoint>))('$method $path has a row with its fields and errors', (endpoint) => {
    const row = rowOf(sectionOf('Endpoints'), `${endpoint.method} ${endpoint.path}`) ?? ''
    expect(row).not.toBe('')
    expect(endpoint.errors.filter((code) => !row.includes(`\`${code}\``))).toEqual([])
    if (row.includes('a job without its `id`')) return
    const fields = [endpoint.query, endpoint.body].flatMap((schema) => (schema ? propertiesOf(schema) : []))
    expect(fields.filter((field) => !row.includes(`\`${field}\``) && !row.includes(`\`${field}?\``))).toEqual([])
  })

  test('the tables have no other rows', () => {
    const rows = [...sectionOf('Endpoints').matchAll(/^\| `([A-Z]+ \S+)` \|/gm)].map((match) => match[1]!)
    expect(rows.sort()).toEqual(
      Object.values(ENDPOINTS as Record<string, Endpoint>)
        .map(({ method, path }) => `${method} ${path}`)
        .sort(),
    )
  })

  test('API-1: both doors are named', () => {
    for (const door of ['`/ws/chat/{conversation_id}/`', '`/ws/`']) expect(sectionOf('Connecting')).toContain(door)
    for (const name of [SUBPROTOCOL, TOKEN_SUBPROTOCOL_PREFIX]) expect(sectionOf('Authentication')).toContain(`\`${name}`)
  })
})

test.each([
  ['Message', messageSchema],
  ['Conversation', conversationSchema],
  ['Member', memberSchema],
  ['State', memberStateSchema],
  ['Job', jobSchema],
  ['User', userSchema],
] as const)('the table of %s has every field, required and optional', (name, schema) => {
  const start = PAGE.indexOf(`\n**${name}**`, PAGE.indexOf('\n## Entities'))
  const end = PAGE.indexOf('\n**', start + 3)
  const table = PAGE.slice(start, end)
  const required: readonly string[] = (schema as { required?: string[] }).required ?? []
  expect(propertiesOf(schema).filter((field) => !table.includes(`\`${required.includes(field) ? field : `${field}?`}\``))).toEqual([])
})

test('every system event and job status is named', () => {
  const events = (systemEventSchema as unknown as { anyOf: { properties: { name: { const: string } } }[] }).anyOf
  for (const event of events) expect(sectionOf('Entities')).toContain(`\`${event.properties.name.const}\``)
  for (const status of JOB_STATUSES) expect(sectionOf('Jobs')).toContain(`\`${status}\``)
})

test.each(Object.entries(ERRORS as Record<string, ErrorInfo>))('ERR-3: %s stands in the table as it is', (code, info) => {
  expect(rowOf(sectionOf('Errors'), code)).toStartWith(`| \`${code}\` | ${info.status} | ${info.retryable ? 'yes' : 'no'} | `)
})

test.each(Object.entries(CLOSE))('close code %s stands in the table', (name, code) => {
  expect(sectionOf('Close codes')).toContain(`| ${code} | \`${name}\` | `)
})

test.each(Object.entries(limits))('limit %s stands in the table with its value', (name, value) => {
  expect(sectionOf('Limits')).toContain(`| \`${name}\` | ${value.toLocaleString('en-US')} | `)
})

test.each(Object.entries(PROTOCOL_HISTORY))('version %s and its line stand in the table', (version, line) => {
  expect(sectionOf('Versions')).toContain(`| ${version} | ${line} |`)
})

describe('examples', () => {
  const blocks = [...PAGE.matchAll(/^```json(?: (\w+)(?: (\w+))?)?\n([\s\S]*?)^```$/gm)].map(([, kind = '', name = '', json = '']) => ({
    kind,
    name,
    json,
  }))

  test('every block that is a frame says which way it goes', () => {
    expect(blocks.filter(({ kind, json }) => /^\{ ?"type"/.test(json) && kind !== 'up' && kind !== 'down')).toEqual([])
    expect(blocks.length).toBeGreaterThan(40)
  })

  test.each(blocks.filter(({ kind }) => kind !== ''))('$kind $name $json', ({ kind, name, json }) => {
    const value = JSON.parse(json)
    const endpoint = (ENDPOINTS as Record<string, Endpoint>)[name]
    const schemas: Record<string, TSchema | undefined> =
      kind === 'up' ? UP_SCHEMAS : kind === 'down' ? DOWN_SCHEMAS : { [name]: endpoint?.[kind as 'body' | 'result'] }
    if (kind === 'error') Object.assign(value, { type: 'error' })
    const schema = kind === 'error' ? DOWN_SCHEMAS.error : schemas[name || value.type]
    if (!schema) throw new Error(`no schema for ${kind} ${name || value.type}`)
    const validator = Compile(schema)
    expect(validator.Check(value) ? [] : validator.Errors(value)).toEqual([])
    const declared = propertiesOf(schema)
    expect(Object.keys(value).filter((field) => !declared.includes(field))).toEqual([])
  })

  test('every frame has an example', () => {
    const shown = (kind: string) => new Set(blocks.filter((block) => block.kind === kind).map(({ json }) => JSON.parse(json).type))
    expect(Object.keys(UP_SCHEMAS).filter((type) => !shown('up').has(type))).toEqual([])
    expect(Object.keys(DOWN_SCHEMAS).filter((type) => !shown('down').has(type))).toEqual([])
  })
})

describe('rules', () => {
  const numbered = [...PAGE.matchAll(/^- \*\*([A-Z]+)-(\d+)\*\* /gm)].map((match) => ({ topic: match[1]!, number: Number(match[2]) }))

  test('are numbered from 1 without holes, each once', () => {
    const topics = new Map<string, number[]>()
    for (const { topic, number } of numbered) topics.set(topic, [...(topics.get(topic) ?? []), number])
    for (const [topic, numbers] of topics) expect({ topic, numbers }).toEqual({ topic, numbers: numbers.map((_, index) => index + 1) })
    expect(numbered.length).toBeGreaterThan(80)
  })

  test('that are referred to exist', () => {
    const known = new Set(numbered.map(({ topic, number }) => `${topic}-${number}`))
    const topics = new Set(numbered.map(({ topic }) => topic))
    const cited = [...PAGE.matchAll(/\b([A-Z]+)-(\d+)\b/g)].filter((match) => topics.has(match[1]!)).map((match) => match[0])
    expect(cited.filter((rule) => !known.has(rule))).toEqual([])
  })
})
