import { expect, test } from 'bun:test'
import { checkDeps } from './check-deps.ts'
import { treeOf } from './tree.ts'

const manifest = (fields: object) => JSON.stringify({ name: '@jobline/client', ...fields })
const messagesOf = (files: Record<string, string>) => checkDeps(treeOf(files)).map(({ file, message }) => `${file} ${message}`)

test('an import that the workspace does not declare is refused, though npm would find it', () => {
  const messages = messagesOf({
    'package.json': JSON.stringify({ name: 'jobline', devDependencies: { ws: '*' } }),
    'packages/client/package.json': manifest({}),
    'packages/client/src/a.ts':
      "import { a } from 'ws'\nimport { b } from 'node:fs'\nimport { c } from './c.ts'\nexport * from '@scope/thing/deep'\n",
    'tools/a.ts': "import { a } from 'ws'\n",
  })
  expect(messages).toEqual([
    'packages/client/src/a.ts imports ws: declare it in dependencies of packages/client/package.json',
    'packages/client/src/a.ts imports @scope/thing: declare it in dependencies of packages/client/package.json',
  ])
})

test('what ships may not lean on devDependencies, a test may', () => {
  const files = { 'packages/client/package.json': manifest({ devDependencies: { ws: '*' } }) }
  expect(messagesOf({ ...files, 'packages/client/src/a.ts': "import { a } from 'ws'\n" })).toHaveLength(1)
  expect(messagesOf({ ...files, 'packages/client/src/a.test.ts': "import { a } from 'ws'\n" })).toEqual([])
})

test('a declaration that nothing imports is refused', () => {
  const files = { 'packages/client/package.json': manifest({ dependencies: { ws: '*' }, devDependencies: { '@types/ws': '*' } }) }
  expect(messagesOf({ ...files, 'packages/client/src/a.ts': 'export const a = 1\n' })).toHaveLength(2)
  expect(messagesOf({ ...files, 'packages/client/src/a.ts': "const a = await import('ws')\n" })).toEqual([])
})

test('an app may declare the peers of a package that it uses', () => {
  const files = {
    'packages/client/package.json': manifest({ peerDependencies: { 'native-thing': '*' } }),
    'apps/mobile/package.json': JSON.stringify({ name: 'app', dependencies: { '@jobline/client': '*', 'native-thing': '*' } }),
  }
  expect(messagesOf({ ...files, 'apps/mobile/app/index.tsx': "import { a } from '@jobline/client'\n" })).toEqual([])
  expect(messagesOf({ ...files, 'apps/mobile/app/index.tsx': '' })).toHaveLength(2)
})
