// One word for one thing from the table to the screen: every data field is snake_case.

import { expect, test } from 'bun:test'
import { DOWN_SCHEMAS, ENDPOINTS, type Endpoint, UP_SCHEMAS } from './schemas.ts'

const SNAKE_CASE = /^[a-z][a-z0-9]*(_[a-z0-9]+)*$/

/** Names of all properties, at any depth, with where they stand. */
function propertiesOf(schema: unknown, path = ''): string[] {
  if (Array.isArray(schema)) return schema.flatMap((item) => propertiesOf(item, path))
  if (typeof schema !== 'object' || schema === null) return []
  return Object.entries(schema).flatMap(([keyword, value]) => {
    if (keyword !== 'properties') return propertiesOf(value, path)
    return Object.entries(value as object).flatMap(([name, inner]) => [`${path}/${name}`, ...propertiesOf(inner, `${path}/${name}`)])
  })
}

const nameOf = (path: string) => path.slice(path.lastIndexOf('/') + 1)

test('every field of every frame and endpoint is snake_case', () => {
  const paths = [
    ...propertiesOf(Object.values(UP_SCHEMAS)),
    ...propertiesOf(Object.values(DOWN_SCHEMAS)),
    ...Object.values(ENDPOINTS as Record<string, Endpoint>).flatMap(({ params, query, body, result }) =>
      propertiesOf([params, query, body, result]),
    ),
  ]
  expect(paths.length).toBeGreaterThan(200)
  expect(paths.filter((path) => !SNAKE_CASE.test(nameOf(path)))).toEqual([])
})

test('so is every frame type and every endpoint name', () => {
  const names = [...Object.keys(UP_SCHEMAS), ...Object.keys(DOWN_SCHEMAS), ...Object.keys(ENDPOINTS)]
  expect(names.filter((name) => !SNAKE_CASE.test(name))).toEqual([])
})

test('a field in another case would be found', () => {
  const paths = propertiesOf({ type: 'object', properties: { message: { anyOf: [{ properties: { sentAt: {} } }] } } })
  expect(paths.filter((path) => !SNAKE_CASE.test(nameOf(path)))).toEqual(['/message/sentAt'])
})
