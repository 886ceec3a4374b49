// docs/operate.md says what is there: every setting with its default, every metric, every command.

import { expect, test } from 'bun:test'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { SETTINGS } from '@jobline/server'
import { eg, startTestServer } from '@jobline/testkit'

const page = readFileSync(join(import.meta.dir, '..', '..', '..', 'docs', 'operate.md'), 'utf8')
const rowsOf = (heading: string): string[][] => {
  const [section = ''] = (page.split(`\n## ${heading}\n`)[1] ?? '').split('\n## ')
  const rows = section.split('\n').filter((line) => line.startsWith('| `'))
  return rows.map((line) =>
    line
      .slice(2, -2)
      .split(' | ')
      .map((cell) => cell.trim()),
  )
}

test('the table of settings is the server\u2019s own: names, defaults and meanings', () => {
  const told = rowsOf('Settings').map(([name, fallback, meaning]) => ({ name, fallback, meaning }))
  expect(told).toEqual(
    SETTINGS.map(
      ({ name, fallback, meaning }): { name: string | undefined; fallback: string | undefined; meaning: string | undefined } => ({
        name: `\`${name}\``,
        fallback: fallback === '' ? '' : `\`${fallback}\``,
        meaning,
      }),
    ),
  )
})

test('no setting is named that does not exist', () => {
  const names = new Set<string>(SETTINGS.map(({ name }) => name))
  for (const name of page.match(/JOBLINE_[A-Z_]+/g) ?? []) expect(names).toContain(name)
})

test('every metric of ours that a server tells is in the table, and no other', async () => {
  await using server = await startTestServer()
  await server.openConversation()
  await (await server.connect(eg.worker.id)).settle()
  const { body } = await server.call<string>('GET', '/metrics')
  const served = [...body.matchAll(/^# TYPE (\S+)/gm)].map(([, name]) => name as string)
  const told = rowsOf('Health and metrics').flatMap(([name = '']) => (name.startsWith('`jobline_') ? [name.slice(1, -1)] : []))
  expect(told.sort()).toEqual(served.sort())
})
