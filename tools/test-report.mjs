// Reads what test runners write (Bun's JUnit file, Playwright's and Jest's JSON) into one shape that can be counted and
// printed. A file that was given to a runner and left no trace counts as a failure: it did not load.

/**
 * `names` are those of the tests that passed, with the groups they stand in.
 * @typedef {{name: string, file: string, message: string}} Failure
 * @typedef {{name: string, file: string, reason: string}} Skip
 * @typedef {{passed: number, names?: string[], failures: Failure[], skips: Skip[]}} Report
 */

/** @type {Record<string, string>} */
const ENTITIES = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" }

/** @param {string} text */
const decodeXml = (text) =>
  text.replace(/&(?:#(\d+)|#x([0-9a-f]+)|(\w+));/gi, (whole, decimal, hex, name) => {
    if (decimal) return String.fromCodePoint(Number(decimal))
    if (hex) return String.fromCodePoint(Number.parseInt(hex, 16))
    return ENTITIES[name] ?? whole
  })

/** @param {string} text */
const attributesOf = (text) =>
  Object.fromEntries([...text.matchAll(/([\w-]+)="([^"]*)"/g)].map(([, key, value]) => [key, decodeXml(value ?? '')]))

/**
 * @param {string | undefined} xml undefined where the runner ended before it wrote
 * @param {string[]} files what the runner was given, relative to the repository
 * @returns {Report}
 */
export function readJunit(xml, files) {
  /** @type {Report} */
  const report = { passed: 0, failures: [], skips: [] }
  /** @type {string[]} */
  const names = []
  const seen = new Set()
  for (const [, head = '', , body = ''] of (xml ?? '').matchAll(/<testcase\b((?:[^>"]|"[^"]*")*?)(\/>|>([\s\S]*?)<\/testcase>)/g)) {
    const { name = '', classname = '', file = '' } = attributesOf(head)
    seen.add(file)
    const test = { name: classname === '' || name.startsWith(classname) ? name : `${classname} > ${name}`, file }
    const failure = /<(?:failure|error)\b((?:[^>"]|"[^"]*")*?)(?:\/>|>([\s\S]*?)<\/(?:failure|error)>)/.exec(body)
    const skipped = /<skipped\b((?:[^>"]|"[^"]*")*?)\/?>/.exec(body)
    if (failure !== null)
      report.failures.push({ ...test, message: decodeXml(failure[2] ?? '').trim() || (attributesOf(failure[1] ?? '').message ?? '') })
    else if (skipped !== null)
      report.skips.push({ ...test, reason: attributesOf(skipped[1] ?? '').message ?? 'its condition does not hold here' })
    else names.push(test.name)
  }
  for (const file of files) {
    if (!seen.has(file)) report.failures.push({ name: file, file, message: 'no test of this file ran: it did not load, or it holds none' })
  }
  return { ...report, passed: names.length, names }
}

/**
 * @typedef {{status: string, annotations?: {type: string, description?: string}[], results: {errors?: {message?: string}[]}[]}} PlaywrightTest
 * @typedef {{title: string, file: string, line: number, tests: PlaywrightTest[]}} PlaywrightSpec
 * @typedef {{title: string, file: string, specs?: PlaywrightSpec[], suites?: PlaywrightSuite[]}} PlaywrightSuite
 * @typedef {{suites: PlaywrightSuite[], errors?: {message?: string}[]}} PlaywrightJson
 */

/** Colour codes of a terminal. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: the escape character begins each of them
const COLOURS = /\u001b\[[0-9;]*m/g

/**
 * @param {string | undefined} json undefined where the runner ended before it wrote
 * @returns {Report}
 */
export function readPlaywright(json) {
  /** @type {Report} */
  const report = { passed: 0, failures: [], skips: [] }
  /** @type {string[]} */
  const names = []
  /** @type {PlaywrightJson} */
  const { suites, errors = [] } = json === undefined ? { suites: [] } : JSON.parse(json)
  /** @param {PlaywrightSuite} suite @param {string[]} titles */
  const walk = (suite, titles) => {
    for (const spec of suite.specs ?? []) {
      const name = [...titles, spec.title].join(' > ')
      for (const test of spec.tests) {
        const messages = test.results.flatMap((result) => (result.errors ?? []).map(({ message = '' }) => message.replace(COLOURS, '')))
        if (test.status === 'skipped') {
          const reason = test.annotations?.find(({ type }) => type === 'skip' || type === 'fixme')?.description
          report.skips.push({ name, file: spec.file, reason: reason ?? 'its condition does not hold here' })
        } else if (test.status === 'expected') names.push(name)
        else report.failures.push({ name, file: `${spec.file}:${spec.line}`, message: messages.join('\n') || test.status })
      }
    }
    for (const inner of suite.suites ?? []) walk(inner, [...titles, inner.title])
  }
  for (const suite of suites) walk(suite, [])
  for (const { message = '' } of errors)
    report.failures.push({ name: 'Playwright', file: 'tests/browser', message: message.replace(COLOURS, '') })
  return { ...report, passed: names.length, names }
}

/**
 * @typedef {{status: string, fullName: string, failureMessages?: string[]}} JestAssertion
 * @typedef {{name: string, message: string, assertionResults: JestAssertion[]}} JestFile
 */

/**
 * @param {string | undefined} json undefined where the runner ended before it wrote
 * @returns {Report}
 */
export function readJest(json) {
  /** @type {Report} */
  const report = { passed: 0, failures: [], skips: [] }
  /** @type {string[]} */
  const names = []
  /** @type {{testResults: JestFile[]}} */
  const { testResults } = json === undefined ? { testResults: [] } : JSON.parse(json)
  for (const { name: file, message, assertionResults } of testResults) {
    for (const { status, fullName: name, failureMessages = [] } of assertionResults) {
      if (status === 'passed') names.push(name)
      else if (status === 'failed') report.failures.push({ name, file, message: failureMessages.join('\n').replace(COLOURS, '') })
      else report.skips.push({ name, file, reason: 'its condition does not hold here' })
    }
    if (assertionResults.length === 0) report.failures.push({ name: file, file, message: message.replace(COLOURS, '') })
  }
  return { ...report, passed: names.length, names }
}
