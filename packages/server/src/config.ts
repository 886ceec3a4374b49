// Every setting of the server and its default; the only file that reads the environment. docs/operate.md
// lists the same names, and a test compares the two.

import type { GatewayLimits } from './gateway/gateway.ts'
import type { Rate } from './limits/token-bucket.ts'

export interface Config {
  /** Addresses to listen on. */
  readonly hosts: readonly string[]
  readonly port: number
  readonly data_dir: string
  /** HS256 key of users' tokens. Absent: demo mode. */
  readonly jwt_secret: string | undefined
  /** Key of the integrator's API. Absent: that API answers 401. */
  readonly service_key: string | undefined
  readonly demo: boolean
  /** Allowed `Origin`s beside the server's own addresses: scheme://host[:port]. */
  readonly origins: readonly string[]
  readonly max_token_lifetime_ms: number
  /** Accept `?token=` on upgrades. Off: tokens in addresses end up in logs. */
  readonly allow_query_token: boolean
  /** Peers whose X-Forwarded-For is believed. */
  readonly trusted_proxies: readonly string[]
  readonly web_dir: string | undefined
  readonly log_level: string
  readonly drain_ms: number
  readonly limits: GatewayLimits & { readonly requests: Rate; readonly searches: Rate; readonly reports: Rate; readonly demo_tokens: Rate }
}

export interface Setting {
  readonly name: string
  readonly fallback: string
  readonly meaning: string
}

const RATES = {
  frames: { burst: 1_500, per_second: 150, meaning: 'frames on one socket' },
  changes: { burst: 1_000, per_second: 20, meaning: 'stored changes (sends, edits, receipts) by one person' },
  typing: { burst: 5, per_second: 1, meaning: 'typing frames by one person' },
  connects: { burst: 100, per_second: 5, meaning: 'new sockets from one address' },
  admissions: { burst: 200, per_second: 400, meaning: 'new sockets in all' },
  requests: {
    burst: 300,
    per_second: 30,
    meaning: 'pages and other requests by one person, over REST and sockets, or from one address before sign-in',
  },
  searches: { burst: 30, per_second: 3, meaning: 'searches by one person' },
  reports: { burst: 10, per_second: 0.002, meaning: 'reports by one person' },
  demo_tokens: { burst: 60, per_second: 2, meaning: 'demo sign-ins from one address' },
} as const satisfies Record<string, Rate & { meaning: string }>

const LOG_LEVELS = ['debug', 'info', 'warn', 'error', 'silent'] as const

/** Name, default and meaning of each; what a default says in words is worked out in readConfig. */
export const SETTINGS = [
  { name: 'JOBLINE_HOST', fallback: 'localhost', meaning: 'Address to listen on. localhost means 127.0.0.1 and ::1.' },
  { name: 'JOBLINE_PORT', fallback: '8001', meaning: 'Port to listen on; 0 takes a free one.' },
  { name: 'JOBLINE_DATA', fallback: './data', meaning: 'Folder of the database.' },
  {
    name: 'JOBLINE_JWT_SECRET',
    fallback: '',
    meaning: "HS256 key of users' tokens, at least 32 bytes. Without it the server starts in demo mode only.",
  },
  { name: 'JOBLINE_SERVICE_KEY', fallback: '', meaning: "Key of the integrator's API, at least 32 bytes. Without it that API is closed." },
  {
    name: 'JOBLINE_DEMO',
    fallback: '',
    meaning: '1: fill an empty database with the demo marketplace and serve its sign-in. Only without JOBLINE_JWT_SECRET.',
  },
  {
    name: 'JOBLINE_ORIGINS',
    fallback: '',
    meaning: 'Web origins that may connect, separated by commas, beside the addresses the server listens on.',
  },
  { name: 'JOBLINE_MAX_TOKEN_LIFETIME', fallback: '86400', meaning: 'Longest lifetime of a token, in seconds; a longer one is refused.' },
  {
    name: 'JOBLINE_ALLOW_QUERY_TOKEN',
    fallback: '',
    meaning: '1: accept ?token= on upgrades. Tokens in addresses end up in logs of proxies.',
  },
  {
    name: 'JOBLINE_TRUSTED_PROXIES',
    fallback: '',
    meaning: 'Addresses of proxies whose X-Forwarded-For is believed, separated by commas.',
  },
  { name: 'JOBLINE_WEB', fallback: '', meaning: 'Folder of the exported web app to serve; empty serves none.' },
  { name: 'JOBLINE_LOG', fallback: 'info', meaning: `Least level that is logged: ${LOG_LEVELS.join(', ')}.` },
  { name: 'JOBLINE_DRAIN', fallback: '15', meaning: 'Over how many seconds clients are told to come back when the server stops.' },
  { name: 'JOBLINE_SOCKETS_PER_USER', fallback: '20', meaning: 'Open sockets of one person.' },
  { name: 'JOBLINE_WAITING_PER_ADDRESS', fallback: '20', meaning: 'Sockets from one address that have not authenticated yet.' },
  { name: 'JOBLINE_WAITING', fallback: '1000', meaning: 'Sockets in all that have not authenticated yet.' },
  { name: 'JOBLINE_BUFFERED_BYTES', fallback: '262144', meaning: 'Bytes that may wait for one slow reader before it is cut off.' },
  ...Object.entries(RATES).map(([name, rate]) => ({
    name: `JOBLINE_RATE_${name.toUpperCase()}`,
    fallback: `${rate.burst}/${rate.per_second}`,
    meaning: `Burst and steady rate a second of ${rate.meaning}.`,
  })),
] as const satisfies readonly Setting[]

export class BadSetting extends Error {
  override readonly name = 'BadSetting'
}

export type Environment = Readonly<Record<string, string | undefined>>

/** Throws BadSetting, with the setting's name and what it should be. */
export function readConfig(environment: Environment): Config {
  const read = (name: string): string => environment[name]?.trim() || SETTINGS.find((setting) => setting.name === name)?.fallback || ''
  const list = (name: string) =>
    read(name)
      .split(',')
      .map((item) => item.trim())
      .filter((item) => item !== '')
  const count = (name: string, least = 0, most = Number.MAX_SAFE_INTEGER): number => {
    const value = Number(read(name))
    const range = most === Number.MAX_SAFE_INTEGER ? `at least ${least}` : `from ${least} to ${most}`
    if (!Number.isInteger(value) || value < least || value > most) throw new BadSetting(`${name} must be a whole number, ${range}`)
    return value
  }
  const choice = (name: string, choices: readonly string[]): string => {
    const value = read(name)
    if (!choices.includes(value)) throw new BadSetting(`${name} must be one of ${choices.join(', ')}`)
    return value
  }
  const secret = (name: string): string | undefined => {
    const value = read(name)
    if (value === '') return undefined
    if (new TextEncoder().encode(value).length < 32) throw new BadSetting(`${name} must be at least 32 bytes long`)
    return value
  }
  /** It travels in a header, so it holds no blanks. */
  const bearer = (name: string): string | undefined => {
    const value = secret(name)
    if (value !== undefined && /\s/.test(value)) throw new BadSetting(`${name} must not hold blanks`)
    return value
  }
  const rate = (name: keyof typeof RATES): Rate => {
    const setting = `JOBLINE_RATE_${name.toUpperCase()}`
    const [burst, per_second] = read(setting).split('/').map(Number)
    if (!(burst && per_second && burst >= 1 && per_second > 0)) throw new BadSetting(`${setting} must be burst/rate, like 100/5`)
    return { burst, per_second }
  }

  const host = read('JOBLINE_HOST')
  const jwt_secret = secret('JOBLINE_JWT_SECRET')
  const demo = read('JOBLINE_DEMO') === '1'
  if (demo && jwt_secret) throw new BadSetting('JOBLINE_DEMO and JOBLINE_JWT_SECRET exclude each other')
  return {
    hosts: host === 'localhost' ? ['127.0.0.1', '::1'] : [host],
    port: count('JOBLINE_PORT', 0, 65_535),
    data_dir: read('JOBLINE_DATA'),
    jwt_secret,
    service_key: bearer('JOBLINE_SERVICE_KEY'),
    demo,
    origins: list('JOBLINE_ORIGINS'),
    max_token_lifetime_ms: count('JOBLINE_MAX_TOKEN_LIFETIME', 1) * 1_000,
    allow_query_token: read('JOBLINE_ALLOW_QUERY_TOKEN') === '1',
    trusted_proxies: list('JOBLINE_TRUSTED_PROXIES'),
    web_dir: read('JOBLINE_WEB') || undefined,
    log_level: choice('JOBLINE_LOG', LOG_LEVELS),
    drain_ms: count('JOBLINE_DRAIN') * 1_000,
    limits: {
      frames: rate('frames'),
      changes: rate('changes'),
      typing: rate('typing'),
      connects: rate('connects'),
      admissions: rate('admissions'),
      requests: rate('requests'),
      searches: rate('searches'),
      reports: rate('reports'),
      demo_tokens: rate('demo_tokens'),
      sockets_per_user: count('JOBLINE_SOCKETS_PER_USER', 1),
      waiting_per_address: count('JOBLINE_WAITING_PER_ADDRESS', 1),
      waiting: count('JOBLINE_WAITING', 1),
      buffered_bytes: count('JOBLINE_BUFFERED_BYTES', 1),
    },
  }
}
