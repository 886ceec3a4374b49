// Serves the exported web app: hashed files for ever, the page asked for again by its ETag, every other path the page,
// since the app routes itself. Files are read once and kept compressed: on a 2G link every kilobyte is a fifth of a second.

import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { basename, extname, join, relative, sep } from 'node:path'
import { brotliCompressSync, constants } from 'node:zlib'

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.webmanifest': 'application/manifest+json',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.ttf': 'font/ttf',
  '.woff2': 'font/woff2',
  '.wav': 'audio/wav',
  '.mp3': 'audio/mpeg',
}
const COMPRESSED = new Set(['.html', '.js', '.css', '.json', '.svg', '.webmanifest', '.ico'])
/** Browsers ask for it at every visit; an old one for a day harms nobody. */
const ICON_CACHE = 'public, max-age=86400'
/** A seventh less than gzip for a tenth of a second at the start; the last tenth (11) would take seconds. */
const BROTLI_QUALITY = 9

/** React Native's web styles are inline; nothing else is, and no script is. */
const PAGE_HEADERS: Readonly<Record<string, string>> = {
  'content-security-policy':
    "default-src 'self'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob: https:; connect-src 'self' ws: wss:; object-src 'none'; base-uri 'none'; frame-ancestors 'none'; form-action 'none'",
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cross-origin-opener-policy': 'same-origin',
  'x-frame-options': 'DENY',
}

interface File {
  readonly type: string
  readonly bodies: Readonly<Partial<Record<Encoding, Uint8Array<ArrayBuffer>>>> & { readonly identity: Uint8Array<ArrayBuffer> }
  readonly tag: string
  readonly cache: string
}

/** The first that both sides know is taken. */
const ENCODINGS = ['br', 'gzip', 'identity'] as const
type Encoding = (typeof ENCODINGS)[number]

export type StaticFiles = (request: Request) => Response | undefined

/** undefined: there is no exported app in `folder`. */
export function staticFiles(folder: string): StaticFiles | undefined {
  if (!existsSync(join(folder, 'index.html'))) return undefined
  const files = new Map<string, File>()
  for (const path of filesBelow(folder)) files.set(`/${relative(folder, path).split(sep).join('/')}`, load(path))
  const page = files.get('/index.html') as File
  return (request) => {
    if (request.method !== 'GET' && request.method !== 'HEAD') return undefined
    const { pathname } = new URL(request.url)
    // A file that a page names and that is gone must fail, not come back as a page.
    const file = files.get(pathname) ?? (extname(pathname) === '' ? page : undefined)
    return file && respond(file, request)
  }
}

function* filesBelow(folder: string): Generator<string> {
  for (const name of readdirSync(folder).sort()) {
    const path = join(folder, name)
    if (statSync(path).isDirectory()) yield* filesBelow(path)
    else if (!name.startsWith('.')) yield path
  }
}

function load(path: string): File {
  const extension = extname(path)
  const identity = new Uint8Array(readFileSync(path))
  const hashed = /[.-][0-9a-f]{20,}\./.test(basename(path))
  return {
    type: TYPES[extension] ?? 'application/octet-stream',
    bodies: COMPRESSED.has(extension) ? { br: brotli(identity), gzip: Bun.gzipSync(identity, { level: 9 }), identity } : { identity },
    tag: createHash('sha256').update(identity).digest('hex').slice(0, 20),
    cache: hashed ? 'public, max-age=31536000, immutable' : extension === '.ico' ? ICON_CACHE : 'no-cache',
  }
}

const brotli = (bytes: Uint8Array): Uint8Array<ArrayBuffer> =>
  new Uint8Array(brotliCompressSync(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: BROTLI_QUALITY } }))

/** Those that are not refused by a weight of nothing; which weighs more is not looked at. */
const acceptedEncodings = (header: string): string[] =>
  header
    .split(',')
    .map((entry) => entry.split(';').map((part) => part.trim().toLowerCase()))
    .filter(([, weight]) => !/^q=0(\.0*)?$/.test(weight ?? ''))
    .map(([name = '']) => name)

function respond({ type, bodies, tag, cache }: File, request: Request): Response {
  const accepted = acceptedEncodings(request.headers.get('accept-encoding') ?? '')
  const encoding = ENCODINGS.find((name) => bodies[name] && accepted.includes(name)) ?? 'identity'
  // Each form of a file has a tag of its own: a cache must not answer for one with another.
  const etag = `"${tag}-${encoding}"`
  const headers: Record<string, string> = {
    ...PAGE_HEADERS,
    'content-type': type,
    'cache-control': cache,
    vary: 'Accept-Encoding',
    etag,
  }
  const known = (request.headers.get('if-none-match') ?? '').split(/\s*,\s*/).map((value) => value.replace(/^W\//, ''))
  if (known.includes(etag)) return new Response(null, { status: 304, headers: { 'cache-control': cache, vary: 'Accept-Encoding', etag } })
  if (encoding !== 'identity') headers['content-encoding'] = encoding
  return new Response(request.method === 'HEAD' ? null : bodies[encoding], { headers })
}
