import { expect, test } from 'bun:test'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'

const text = (file: string) => readFileSync(join(import.meta.dirname, file), 'utf8')

test('every part that an app may replace can be had from here, so that its own can wrap it', () => {
  const listed = [...text('providers/components.tsx').matchAll(/^ {2}readonly (\w+)\?: ComponentType<(\w+)?/gm)]
  const exported = new Set(text('index.ts').match(/\w+/g))
  // Ours draws nothing.
  const parts = listed.map(([, name = '']) => name).filter((name) => name !== 'JobActions')
  const props = listed.flatMap(([, , name]) => (name === undefined || name === 'object' ? [] : [name]))
  expect(parts.length).toBeGreaterThan(30)
  expect([...parts, ...props].filter((name) => !exported.has(name))).toEqual([])
})
