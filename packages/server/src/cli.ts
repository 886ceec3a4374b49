// The command `jobline`: serve, token, seed, backup, restore. Words for people, exit codes for scripts:
// 0 done, 1 failed, 2 misused.

import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { signToken } from './auth/token-verifier.ts'
import { BadSetting, type Config, readConfig, SETTINGS } from './config.ts'
import { seedDemo } from './demo/seed-demo.ts'
import { PortBusy } from './http/listener.ts'
import { createLogger } from './log.ts'
import { BackupFailed, backup, restore } from './operate/backup.ts'
import { DataInUse, DataUnusable, lockDataFolder } from './operate/data-lock.ts'
import { stopOnRequest } from './operate/stop-requests.ts'
import { networkAddresses, type RunningServer, startServer, systemPorts } from './server.ts'
import { UnknownSchema } from './store/sqlite/migrate.ts'
import { DATABASE_FILE, SqliteStore } from './store/sqlite/sqlite-store.ts'

const HELP = `jobline: a chat server for job marketplaces

  jobline serve   [--demo] [--host H] [--port N] [--data DIR] [--web DIR]
                  start the server
  jobline token   --user ID [--minutes N]
                  sign a token with JOBLINE_JWT_SECRET, for trying things out
  jobline seed    [--data DIR]
                  fill an empty database with the demo marketplace
  jobline backup  --to FILE [--data DIR]
                  write a consistent copy; the server may be running
  jobline restore --from FILE [--data DIR] [--force]
                  put a copy in place; the server must be stopped

Settings are environment variables; a flag wins over its variable:
`

/** What JOBLINE_HOST=localhost listens on. */
const LOOPBACK = ['127.0.0.1', '::1']

class Misused extends Error {}

const OPTIONS = {
  demo: { type: 'boolean' },
  host: { type: 'string' },
  port: { type: 'string' },
  data: { type: 'string' },
  web: { type: 'string' },
  user: { type: 'string' },
  minutes: { type: 'string' },
  to: { type: 'string' },
  from: { type: 'string' },
  force: { type: 'boolean' },
  help: { type: 'boolean', short: 'h' },
} as const

const say = (text: string): void => {
  process.stdout.write(`${text}\n`)
}

async function main(argv: readonly string[]): Promise<void> {
  const { values: flags, positionals } = parse(argv)
  const [command] = positionals
  if (flags.help || command === undefined) return say(help())
  const environment = {
    ...process.env,
    ...(flags.host === undefined ? {} : { JOBLINE_HOST: flags.host }),
    ...(flags.port === undefined ? {} : { JOBLINE_PORT: flags.port }),
    ...(flags.data === undefined ? {} : { JOBLINE_DATA: flags.data }),
    ...(flags.web === undefined ? {} : { JOBLINE_WEB: flags.web }),
    ...(flags.demo ? { JOBLINE_DEMO: '1' } : {}),
  }
  const required = (name: 'user' | 'to' | 'from'): string => {
    const value = flags[name]
    if (value === undefined) throw new Misused(`jobline ${command} needs --${name}`)
    return value
  }
  const config = readConfig(environment)
  switch (command) {
    case 'serve':
      return serve(config)
    case 'token':
      return token(config.jwt_secret, required('user'), Number(flags.minutes ?? 60))
    case 'seed':
      return seed(config.data_dir)
    case 'backup':
      backup(config.data_dir, required('to'))
      return say(`Backed up to ${flags.to}.`)
    case 'restore':
      restore(config.data_dir, required('from'), { force: flags.force ?? false })
      return say(`Restored from ${flags.from}. Clients will notice and resync.`)
    default:
      throw new Misused(`jobline knows no command "${command}"`)
  }
}

function parse(argv: readonly string[]) {
  try {
    return parseArgs({ args: [...argv], options: OPTIONS, allowPositionals: true })
  } catch (error) {
    throw new Misused(error instanceof Error ? error.message : String(error))
  }
}

const help = () =>
  HELP + SETTINGS.map(({ name, fallback, meaning }) => `  ${name}${fallback === '' ? '' : ` (${fallback})`}\n      ${meaning}`).join('\n')

async function serve(config: Config): Promise<void> {
  if (!config.jwt_secret && !config.demo) {
    throw new BadSetting('JOBLINE_JWT_SECRET is not set. Set it to the key your backend signs tokens with, or start with --demo')
  }
  const log = createLogger(config.log_level)
  const server = await startServer(config, log)
  if (config.demo) await seedDemo(server.store, systemPorts)
  log.info({ port: server.port, hosts: config.hosts, demo: config.demo }, 'listening')
  if (config.demo) greet(server, config.hosts, config.web_dir !== undefined && existsSync(join(config.web_dir, 'index.html')))

  const request = stopOnRequest({
    stop: () => server.stop(),
    exit: (code) => process.exit(code),
    now: () => performance.now(),
    after: (ms, run) => setTimeout(run, ms).unref(),
  })
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.on(signal, () => {
      if (request()) log.info({ signal }, 'draining')
    })
  }
}

function greet(server: RunningServer, hosts: readonly string[], has_web: boolean): void {
  const address = `http://localhost:${server.port}`
  say('')
  const alone = hosts.every((host) => LOOPBACK.includes(host))
  say(`  Jobline is running in demo mode: sample people, sign-in without a password${alone ? ', at this machine only' : ''}.`)
  if (has_web) {
    say('')
    say(`    as a worker   ${address}/demo/marisol`)
    say(`    as a client   ${address}/demo/ramon`)
    say('')
    say('  Open both, side by side if you like, and talk. Ctrl-C stops; everything is kept.')
  } else {
    say('  There is no web app to show: JOBLINE_WEB names no exported one. The API is up.')
  }
  if (!alone) greetNetwork(server, hosts)
  say('')
}

/** Others on the network are let in by whoever sits here: with a code, not with a link. */
function greetNetwork({ port, pairing_code }: RunningServer, hosts: readonly string[]): void {
  const addresses = hosts.some((host) => host === '0.0.0.0' || host === '::') ? networkAddresses() : hosts
  const reachable = addresses.find((address) => !address.includes(':')) ?? addresses[0]
  say('')
  say(`    on a phone of this network   http://${reachable}:${port}   code ${pairing_code.slice(0, 4)}-${pairing_code.slice(4)}`)
}

async function token(secret: string | undefined, user_id: string, minutes: number): Promise<void> {
  if (!secret) throw new BadSetting('JOBLINE_JWT_SECRET is not set; there is nothing to sign with')
  if (!(minutes > 0)) throw new Misused('--minutes must be a number above 0')
  say(await signToken({ secret, user_id, now: Date.now(), lifetime_ms: minutes * 60_000 }))
}

async function seed(data_dir: string): Promise<void> {
  const unlock = lockDataFolder(data_dir)
  try {
    const store = new SqliteStore({ path: join(data_dir, DATABASE_FILE), uuid: systemPorts.uuid })
    const filled = await seedDemo(store, systemPorts)
    await store.close()
    say(filled ? 'Filled with the demo marketplace.' : 'Nothing done: the demo marketplace is there already.')
  } finally {
    unlock()
  }
}

/** Failures that a person can act on are one sentence; anything else keeps its stack. */
const EXPECTED = [BadSetting, PortBusy, DataInUse, DataUnusable, UnknownSchema, BackupFailed]

main(process.argv.slice(2)).catch((error: unknown) => {
  const misused = error instanceof Misused
  const expected = misused || EXPECTED.some((kind) => error instanceof kind)
  process.stderr.write(`${expected ? (error as Error).message : error instanceof Error ? error.stack : String(error)}\n`)
  if (error instanceof PortBusy) process.stderr.write('Choose another with --port, for example: npm start -- --port 8002\n')
  if (misused) process.stderr.write('See jobline --help.\n')
  process.exit(misused ? 2 : 1)
})
