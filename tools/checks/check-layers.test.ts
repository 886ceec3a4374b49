import { describe, expect, test } from 'bun:test'
import { checkLayers } from './check-layers.ts'
import { treeOf } from './tree.ts'

const messagesOf = (files: Record<string, string>) =>
  checkLayers(treeOf(files)).map(({ file, line, message }) => `${file}:${line} ${message}`)

describe('layers between packages', () => {
  test.each([
    ['packages/protocol/src/a.ts', '@jobline/client'],
    ['packages/client/src/a.ts', '@jobline/server'],
    ['packages/client/src/a.ts', 'react'],
    ['packages/client/src/a.ts', 'node:fs'],
    ['packages/client/src/a.ts', '@jobline/protocol/schemas'],
    ['packages/server/src/a.ts', '@jobline/client'],
    ['packages/react/src/a.ts', 'react-native'],
    ['packages/react/src/a.ts', '@jobline/react-native'],
    ['packages/react-native/src/a.ts', '@jobline/server'],
    ['packages/react-native/src/screens/a.ts', 'expo-clipboard'],
    ['apps/mobile/app/a.tsx', '@jobline/server'],
    ['packages/client/src/a.ts', '@jobline/testkit'],
    ['packages/react/src/a.ts', '@jobline/client/src/outbox/outbox.ts'],
    ['packages/react/src/a.ts', '../../client/src/index.ts'],
    ['packages/react-native/src/a.ts', '../../../apps/mobile/app/index.tsx'],
  ])('%s may not import %s', (file, specifier) => {
    expect(messagesOf({ [file]: `// words\nimport { a } from '${specifier}'\n` })).toHaveLength(1)
  })

  test.each([
    ['packages/client/src/a.ts', '@jobline/protocol'],
    ['packages/client/src/a.test.ts', '@jobline/testkit'],
    ['packages/server/src/a.ts', '@jobline/protocol/schemas'],
    ['packages/react-native/src/platform/a.ts', 'expo-clipboard'],
    ['packages/testkit/src/a.ts', '@jobline/server'],
    ['apps/mobile/app/a.tsx', '@jobline/react-native'],
    ['tests/acceptance/a.test.ts', '@jobline/testkit'],
  ])('%s may import %s', (file, specifier) => {
    expect(messagesOf({ [file]: `import { a } from '${specifier}'\n` })).toEqual([])
  })

  test('a type-only import counts, a commented one and one in a text do not', () => {
    const source = [
      "// import { a } from 'react'",
      "import type { B } from 'react'",
      'const text = `',
      "import { c } from 'react'",
      '`',
    ].join('\n')
    expect(checkLayers(treeOf({ 'packages/client/src/a.ts': source })).map(({ line }) => line)).toEqual([2])
  })

  test('a package without a line in the table is refused', () => {
    expect(messagesOf({ 'packages/unknown/src/a.ts': '' })[0]).toContain('does not know')
  })
})

describe('layers inside a package', () => {
  test.each([
    ['packages/server/src/domain/verbs/a.ts', '../../store/sqlite/sqlite-store.ts'],
    ['packages/server/src/domain/a.ts', '../gateway/session.ts'],
    ['packages/server/src/domain/a.ts', 'bun:sqlite'],
    ['packages/server/src/domain/a.ts', 'hono'],
    ['packages/server/src/http/a.ts', '../store/sqlite/sqlite-store.ts'],
    ['packages/server/src/http/a.ts', '../gateway/session.ts'],
    ['packages/server/src/gateway/a.ts', '../http/api.ts'],
    ['packages/server/src/store/sqlite/a.ts', '../../bus/local-bus.ts'],
    ['packages/server/src/store/sqlite/a.ts', '../postgres/postgres-store.ts'],
    ['packages/server/src/store/store.ts', './sqlite/sqlite-store.ts'],
    ['packages/client/src/views/a.ts', '../client.ts'],
    ['packages/client/src/sync/a.ts', '../views/message-list.ts'],
    ['packages/client/src/connection/connection.ts', '../sync/sync-engine.ts'],
    ['packages/client/src/cache/indexeddb/a.ts', '../sqlite/sqlite-cache.ts'],
  ])('%s may not import %s', (file, specifier) => {
    expect(messagesOf({ [file]: `import { a } from '${specifier}'\n` })).toHaveLength(1)
  })

  test.each([
    ['packages/server/src/domain/verbs/a.ts', '../../store/store.ts'],
    ['packages/server/src/http/a.ts', '../domain/chat.ts'],
    ['packages/server/src/store/sqlite/a.ts', '../store.ts'],
    ['packages/server/src/store/sqlite/a.ts', './migrations/001-init.ts'],
    ['packages/server/src/main.ts', './store/sqlite/sqlite-store.ts'],
    ['packages/client/src/views/a.ts', '../outbox/outbox.ts'],
    ['packages/client/src/cache/indexeddb/a.ts', '../cache.ts'],
    ['packages/client/src/client.ts', './views/message-list.ts'],
  ])('%s may import %s', (file, specifier) => {
    expect(messagesOf({ [file]: `import { a } from '${specifier}'\n` })).toEqual([])
  })
})
