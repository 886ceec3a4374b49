import { expect, test } from 'bun:test'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { readJest, readJunit, readPlaywright } from '../test-report.mjs'

test('what Bun writes is counted: passed, failed with message, skipped, and a file that did not load', () => {
  const folder = mkdtempSync(join(tmpdir(), 'jobline-report-'))
  try {
    const cases = [
      "import { describe, expect, test } from 'bun:test'",
      "describe('group', () => { test('good', () => {}) })",
      'test(\'a "quoted" <one>\', () => { expect(1).toBe(2) })',
      "test('thrown & lost', () => { throw new Error('boom & so') })",
      "test.skipIf(true)('not here', () => {})",
    ]
    writeFileSync(join(folder, 'a.test.ts'), cases.join('\n'))
    writeFileSync(join(folder, 'b.test.ts'), "throw new Error('does not load')")
    Bun.spawnSync([process.execPath, 'test', '--reporter=junit', '--reporter-outfile=out.xml'], {
      cwd: folder,
      stdout: 'ignore',
      stderr: 'ignore',
    })
    const { passed, names, failures, skips } = readJunit(readFileSync(join(folder, 'out.xml'), 'utf8'), ['a.test.ts', 'b.test.ts'])
    expect(passed).toBe(1)
    expect(names).toEqual(['group > good'])
    expect(failures.map(({ name }) => name)).toEqual(['a "quoted" <one>', 'thrown & lost', 'b.test.ts'])
    expect(failures[1]?.message).toContain('boom & so')
    expect(skips.map(({ name }) => name)).toEqual(['not here'])
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
})

test('a runner that wrote nothing failed every file it was given', () => {
  expect(readJunit(undefined, ['a.test.ts']).failures).toHaveLength(1)
})

test('what Playwright writes is counted: a flaky test failed, a skip has its reason, an error of the run itself counts', () => {
  const made = (status: string, more: object = {}) => ({
    title: status,
    file: 'a.spec.ts',
    line: 3,
    tests: [{ status, results: [], ...more }],
  })
  const specs = [
    made('expected'),
    made('flaky'),
    made('unexpected', { results: [{ errors: [{ message: '\u001b[31mboom\u001b[0m' }] }] }),
    made('skipped', { annotations: [{ type: 'skip', description: 'needs a phone' }] }),
  ]
  const suites = [{ title: 'a.spec.ts', file: 'a.spec.ts', suites: [{ title: 'group', file: 'a.spec.ts', specs }] }]
  const { passed, names, failures, skips } = readPlaywright(JSON.stringify({ suites, errors: [{ message: 'no server' }] }))
  expect(passed).toBe(1)
  expect(names).toEqual(['group > expected'])
  expect(failures.map(({ name, message }) => `${name}: ${message}`)).toEqual([
    'group > flaky: flaky',
    'group > unexpected: boom',
    'Playwright: no server',
  ])
  expect(skips.map(({ reason }) => reason)).toEqual(['needs a phone'])
})

test('what Jest writes is counted, and a file that did not load failed', () => {
  const assertionResults = [
    { status: 'passed', fullName: 'ios good' },
    { status: 'failed', fullName: 'ios bad', failureMessages: ['\u001b[31mboom\u001b[0m'] },
    { status: 'pending', fullName: 'ios away' },
  ]
  const testResults = [
    { name: 'a.spec.tsx', message: '', assertionResults },
    { name: 'b.spec.tsx', message: 'does not load', assertionResults: [] },
  ]
  const { passed, names, failures, skips } = readJest(JSON.stringify({ testResults }))
  expect(passed).toBe(1)
  expect(names).toEqual(['ios good'])
  expect(failures.map(({ name, message }) => `${name}: ${message}`)).toEqual(['ios bad: boom', 'b.spec.tsx: does not load'])
  expect(skips.map(({ name }) => name)).toEqual(['ios away'])
})
