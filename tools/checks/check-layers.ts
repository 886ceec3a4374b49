// Keeps the direction of imports: between packages, and inside client and server. The tables below are the
// architecture; ARCHITECTURE.md draws them. A violation says where the code should go instead.

import { posix } from 'node:path'
import { importsOf, isBuiltIn, isRelative, packageOf } from './scan-source.ts'
import { type Finding, isCode, isTest, ownerOf, readTree, report, repositoryRoot, type Tree } from './tree.ts'

interface PackageRule {
  /** Packages of this repository that its shipped code may import. */
  readonly may: readonly string[]
  /** Specifiers that its shipped code may not import. */
  readonly never?: RegExp
  readonly advice: string
}

const NO_PLATFORM = /^(node|bun):|^bun$|^react(-|$)|^expo(-|$)/

const PACKAGES: Readonly<Record<string, PackageRule>> = {
  'packages/protocol': {
    may: [],
    never: NO_PLATFORM,
    advice: 'the protocol is the bottom: it describes the wire and knows nobody. What needs more belongs to client or server',
  },
  'packages/client': {
    may: ['@jobline/protocol'],
    never: new RegExp(`${NO_PLATFORM.source}|^@jobline/protocol/schemas$|^typebox`),
    advice:
      'the client runs anywhere: no React, no Node, no DOM library, and no schema library in its 16 kB. Hooks go to packages/react, devices to a port and an adapter of packages/react-native',
  },
  'packages/server': {
    may: ['@jobline/protocol'],
    never: /^react(-|$)|^expo(-|$)/,
    advice: 'what client and server share is the wire, so it goes to packages/protocol',
  },
  'packages/react': {
    may: ['@jobline/client', '@jobline/protocol'],
    never: /^react-native|^react-dom|^expo(-|$)|^(node|bun):/,
    advice: 'hooks over views and nothing else: looks go to packages/react-native, logic to packages/client',
  },
  'packages/react-native': {
    may: ['@jobline/react', '@jobline/client', '@jobline/protocol'],
    never: /^(node|bun):|^react-dom|^@jobline\/protocol\/schemas$/,
    advice: 'the drop-in kit is below the app and beside no server; demo and routes go to apps/mobile',
  },
  'packages/testkit': {
    may: ['@jobline/server', '@jobline/client', '@jobline/protocol'],
    never: /^react(-|$)|^expo(-|$)/,
    advice: 'scenery for tests without a screen; screens are tested in packages/react-native and tests/browser',
  },
  'apps/mobile': {
    may: ['@jobline/react-native', '@jobline/react', '@jobline/client', '@jobline/protocol'],
    never: /^(node|bun):|^@jobline\/protocol\/schemas$/,
    advice: 'the app meets the server on the wire only',
  },
  'examples/expo-app': {
    may: ['@jobline/react-native'],
    advice: "it is somebody else's app: what it needs beside the screens, the kit has to export",
  },
  bench: {
    may: ['@jobline/server', '@jobline/client', '@jobline/protocol', '@jobline/testkit'],
    advice: 'a benchmark measures the server over real sockets, and the app in a real browser',
  },
  tests: {
    may: ['@jobline/testkit', '@jobline/server', '@jobline/client', '@jobline/protocol', '@jobline/react', '@jobline/react-native'],
    advice: 'tests reach a package by its public entry',
  },
  tools: { may: ['@jobline/protocol', '@jobline/client'], advice: 'tools read the repository; they are not part of the product' },
}

interface Layer {
  readonly name: string
  /** Relative to the package's src. The first layer that fits a path owns it. */
  readonly files: RegExp
  /** Names of layers that it may import beside itself. */
  readonly may: readonly string[]
  /** Specifiers of packages that it may import; everything where absent. */
  readonly packages?: RegExp
  /** Files of one folder under this layer are one adapter, and adapters do not know each other. */
  readonly apart?: boolean
  readonly advice: string
}

const SERVER: readonly Layer[] = [
  {
    name: 'ports',
    files: /^(store\/store|bus\/bus|files\/files|push\/push|domain\/ports)\.ts$/,
    may: ['domain'],
    packages: /^@jobline\/protocol/,
    advice: 'a port is a promise without an implementation: put the technology into an adapter beside it',
  },
  {
    name: 'domain',
    files: /^domain\//,
    may: ['ports'],
    packages: /^@jobline\/protocol/,
    advice:
      'the domain decides and touches nothing: give it what it needs through a port (domain/ports.ts, store/store.ts), and translate at the edge (http/, gateway/)',
  },
  { name: 'log', files: /^(log|metrics)\.ts$/, may: [], advice: 'logging and counting know nobody' },
  {
    name: 'auth',
    files: /^auth\//,
    may: ['ports', 'domain', 'log'],
    advice: 'who a token speaks for; what that person may do is decided in domain/',
  },
  {
    name: 'limits',
    files: /^limits\//,
    may: ['ports'],
    advice: 'what both edges refuse before they ask anybody: it knows neither of them',
  },
  {
    // Bun serves sockets and requests from one listener, so the two doors meet in this file and nowhere else.
    name: 'listener',
    files: /^http\/listener\.ts$/,
    may: ['http', 'gateway', 'limits', 'auth', 'ports', 'domain', 'log'],
    advice: 'it opens the port and hands on',
  },
  {
    name: 'http',
    files: /^http\//,
    may: ['limits', 'auth', 'domain', 'ports', 'log'],
    advice: 'the REST edge reads, asks the domain and answers. What it shares with the sockets goes to domain/, wiring to server.ts',
  },
  {
    name: 'gateway',
    files: /^gateway\//,
    may: ['limits', 'auth', 'domain', 'ports', 'log'],
    advice: 'the socket edge reads, asks the domain and answers. What it shares with REST goes to domain/, wiring to server.ts',
  },
  {
    name: 'adapters',
    files: /^(store|bus|files|push)\//,
    may: ['ports', 'domain', 'log'],
    apart: true,
    advice: 'an adapter knows its own port and the rows it carries, no other adapter: server.ts wires them',
  },
  {
    name: 'main',
    files: /./,
    may: ['ports', 'domain', 'http', 'listener', 'gateway', 'limits', 'auth', 'log', 'adapters'],
    advice: 'wiring',
  },
]

const CLIENT: readonly Layer[] = [
  {
    name: 'machines',
    files: /^(outbox\/outbox-state|connection\/(connection-state|backoff)|sync\/range)\.ts$/,
    may: ['ports'],
    packages: /^@jobline\/protocol$/,
    advice: 'a machine is a pure function: no clock, no storage, no socket; effects go to the module that drives it',
  },
  {
    name: 'ports',
    files: /^(chat-client|views\/view|connection\/(transport|ports)|cache\/cache)\.ts$/,
    may: ['machines'],
    packages: /^@jobline\/protocol$/,
    advice: 'a port is a promise without an implementation: put the technology into an adapter beside it',
  },
  {
    name: 'adapters',
    files: /^(cache\/(?!memory\/)[^/]+\/|connection\/(websocket-transport|platform-ports))/,
    may: ['ports', 'machines', 'api'],
    apart: true,
    advice: 'an adapter knows its own port, no other adapter: the app picks them',
  },
  {
    name: 'cache',
    files: /^cache\//,
    may: ['ports', 'machines'],
    advice: 'what is kept on the device; deciding what to keep goes to sync/ or outbox/',
  },
  {
    name: 'api',
    files: /^api\//,
    may: ['ports', 'machines'],
    advice: 'REST calls and nothing else: what to do with an answer goes to sync/ or outbox/',
  },
  {
    name: 'connection',
    files: /^connection\//,
    may: ['ports', 'machines', 'api'],
    advice: 'the connection owns the socket and knows no message: what frames mean goes to sync/',
  },
  {
    name: 'sync',
    files: /^sync\//,
    may: ['ports', 'machines', 'cache', 'api', 'connection'],
    advice: 'sync keeps what the server said; what waits goes to outbox/, what a screen needs of both to views/',
  },
  {
    name: 'outbox',
    files: /^outbox\//,
    may: ['ports', 'machines', 'cache', 'api', 'connection', 'sync'],
    advice: 'the outbox knows what waits; joining it with what the server said goes to views/',
  },
  {
    name: 'views',
    files: /^views\//,
    may: ['ports', 'machines', 'cache', 'connection', 'sync', 'outbox'],
    advice: 'views read and join; changing anything goes to the facade',
  },
  {
    name: 'entries',
    files: /^(search|around|people|alerts|diagnostics)\//,
    may: ['ports', 'machines', 'connection', 'sync', 'outbox', 'views', 'adapters'],
    packages: /^@jobline\/protocol$/,
    advice: 'an entry beside the client is given a ChatClient and uses its public face and `inside`; the client knows no entry',
  },
  {
    name: 'facade',
    files: /./,
    may: ['ports', 'machines', 'cache', 'api', 'connection', 'sync', 'outbox', 'views', 'adapters'],
    advice: 'wiring',
  },
]

const INSIDE: Readonly<Record<string, readonly Layer[]>> = { 'packages/server': SERVER, 'packages/client': CLIENT }

export function checkLayers(tree: Tree): Finding[] {
  const findings: Finding[] = []
  for (const [file, text] of tree) {
    const owner = ownerOf(file)
    if (owner === undefined || !isCode(file)) continue
    const rule = PACKAGES[owner]
    if (rule === undefined) {
      findings.push({
        file,
        message: `belongs to ${owner}, which check-layers.ts does not know: give it a line in its table`,
        level: 'error',
      })
      continue
    }
    for (const { specifier, line } of importsOf(text)) {
      const message = isRelative(specifier) ? refuseRelative(file, owner, specifier) : refusePackage(file, owner, specifier, rule)
      if (message !== undefined) findings.push({ file, line, message, level: 'error' })
    }
  }
  return findings
}

function refusePackage(file: string, owner: string, specifier: string, rule: PackageRule): string | undefined {
  const name = packageOf(specifier)
  if (specifier.startsWith('@jobline/')) {
    if (specifier.includes('/src/')) return `reaches into ${name} past its public entry: export there what is meant for others`
    const devOnly = isTest(file) && owner.startsWith('packages/')
    const own = name === `@jobline/${posix.basename(owner)}`
    if (own || rule.may.includes(name) || (devOnly && (name === '@jobline/testkit' || specifier === '@jobline/protocol/schemas'))) {
      return !isTest(file) && rule.never?.test(specifier) ? `imports ${specifier}: ${rule.advice}` : undefined
    }
    return `${owner} may not import ${name}: ${rule.advice}`
  }
  if (name === 'jobline-mobile') return 'imports an app: nothing does; what is shared goes to a package'
  if (isTest(file) || isBuildFile(file)) return undefined
  if (rule.never?.test(specifier)) return `imports ${specifier}: ${rule.advice}`
  if (owner === 'packages/react-native' && /^expo(-|$)/.test(specifier) && !file.includes('/src/platform/')) {
    return `imports ${specifier}: only src/platform/ touches Expo; give it a function there`
  }
  const layer = layerOf(owner, file)
  if (layer?.packages !== undefined && !layer.packages.test(specifier) && !(isBuiltIn(specifier) && layer.packages.test('node:'))) {
    return `${layer.name} imports ${specifier}: ${layer.advice}`
  }
  return undefined
}

const isBuildFile = (file: string): boolean => /\.config\.(js|cjs|mjs|ts)$/.test(file) || file.includes('/scripts/')

function layerOf(owner: string, file: string): Layer | undefined {
  const inside = file.slice(`${owner}/src/`.length)
  return INSIDE[owner]?.find(({ files }) => files.test(inside))
}

function refuseRelative(file: string, owner: string, specifier: string): string | undefined {
  const target = posix.join(posix.dirname(file), specifier)
  const targetOwner = ownerOf(target)
  if (targetOwner !== owner) {
    // Tools are no package; the planted bugs of tools/mutations are what some tests are about, and the benches build and find
    // what the tests do.
    if (owner === 'tools' || targetOwner === undefined || (['tests', 'bench'].includes(owner) && targetOwner === 'tools')) return undefined
    if (targetOwner.startsWith('apps/')) return 'imports an app: nothing does; what is shared goes to a package'
    return `reaches into ${targetOwner} by a path: import its package by name`
  }
  if (isTest(file) || !file.startsWith(`${owner}/src/`)) return undefined
  if (isTest(target)) return 'imports a test: move what is shared out of it'
  const from = layerOf(owner, file)
  const to = layerOf(owner, target)
  if (from === undefined || to === undefined) return undefined
  if (from === to) {
    const sameFolder = posix.dirname(target).startsWith(posix.dirname(file)) || posix.dirname(file).startsWith(posix.dirname(target))
    return from.apart && !sameFolder ? `imports another adapter: ${from.advice}` : undefined
  }
  return from.may.includes(to.name) ? undefined : `${from.name} may not import ${to.name}: ${from.advice}`
}

if (import.meta.main) {
  report(checkLayers(readTree(repositoryRoot)), 'every import points downwards')
}
