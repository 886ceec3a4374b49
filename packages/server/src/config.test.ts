// Settings: what they become, and the sentence that refuses each bad one.

import { expect, test } from 'bun:test'
import { BadSetting, readConfig, SETTINGS } from './config.ts'

const SECRET = 'a secret of more than thirty-two bytes'
const KEY = 'a-service-key-of-more-than-thirty-two-bytes'

test('without any setting: loopback, port 8001, ./data, no app, no key', () => {
  expect(readConfig({})).toMatchObject({
    hosts: ['127.0.0.1', '::1'],
    port: 8001,
    data_dir: './data',
    jwt_secret: undefined,
    service_key: undefined,
    demo: false,
    origins: [],
    max_token_lifetime_ms: 86_400_000,
    allow_query_token: false,
    trusted_proxies: [],
    web_dir: undefined,
    log_level: 'info',
    drain_ms: 15_000,
  })
})

test('lists are split and trimmed, empty values mean the default', () => {
  const config = readConfig({
    JOBLINE_ORIGINS: ' https://a.example ,, https://b.example:8443',
    JOBLINE_HOST: '  ',
    JOBLINE_RATE_CHANGES: '10/0.5',
  })
  expect(config.origins).toEqual(['https://a.example', 'https://b.example:8443'])
  expect(config.hosts).toEqual(['127.0.0.1', '::1'])
  expect(config.limits.changes).toEqual({ burst: 10, per_second: 0.5 })
})

test('every setting is named once, and every default is one that is accepted', () => {
  const names = SETTINGS.map(({ name }) => name)
  expect(new Set(names).size).toBe(names.length)
  for (const { name, fallback, meaning } of SETTINGS) {
    expect(name).toMatch(/^JOBLINE_[A-Z_]+$/)
    expect(meaning).toMatch(/\.$/)
    if (fallback !== '') expect(() => readConfig({ [name]: fallback })).not.toThrow()
  }
})

for (const [environment, sentence] of [
  [{ JOBLINE_JWT_SECRET: 'short' }, 'JOBLINE_JWT_SECRET must be at least 32 bytes long'],
  [{ JOBLINE_SERVICE_KEY: 'short' }, 'JOBLINE_SERVICE_KEY must be at least 32 bytes long'],
  [{ JOBLINE_SERVICE_KEY: SECRET }, 'JOBLINE_SERVICE_KEY must not hold blanks'],
  [{ JOBLINE_JWT_SECRET: KEY, JOBLINE_DEMO: '1' }, 'JOBLINE_DEMO and JOBLINE_JWT_SECRET exclude each other'],
  [{ JOBLINE_PORT: 'http' }, 'JOBLINE_PORT must be a whole number, from 0 to 65535'],
  [{ JOBLINE_PORT: '65536' }, 'JOBLINE_PORT must be a whole number, from 0 to 65535'],
  [{ JOBLINE_PORT: '-1' }, 'JOBLINE_PORT must be a whole number, from 0 to 65535'],
  [{ JOBLINE_DRAIN: '1.5' }, 'JOBLINE_DRAIN must be a whole number, at least 0'],
  [{ JOBLINE_WAITING: '0' }, 'JOBLINE_WAITING must be a whole number, at least 1'],
  [{ JOBLINE_LOG: 'loud' }, 'JOBLINE_LOG must be one of debug, info, warn, error, silent'],
  [{ JOBLINE_RATE_CHANGES: 'fast' }, 'JOBLINE_RATE_CHANGES must be burst/rate, like 100/5'],
  [{ JOBLINE_RATE_CHANGES: '10' }, 'JOBLINE_RATE_CHANGES must be burst/rate, like 100/5'],
  [{ JOBLINE_RATE_CHANGES: '10/-1' }, 'JOBLINE_RATE_CHANGES must be burst/rate, like 100/5'],
  [{ JOBLINE_RATE_CHANGES: '0.5/1' }, 'JOBLINE_RATE_CHANGES must be burst/rate, like 100/5'],
  [{ JOBLINE_RATE_CHANGES: '5/x' }, 'JOBLINE_RATE_CHANGES must be burst/rate, like 100/5'],
] as const) {
  test(`refused: ${JSON.stringify(environment)}`, () => {
    expect(() => readConfig(environment)).toThrow(BadSetting)
    expect(() => readConfig(environment)).toThrow(sentence)
  })
}
