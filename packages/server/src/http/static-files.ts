// Serves the exported web app: hashed files for ever, the page fresh, every other path the page, since the
// app routes itself. Files are read once and kept compressed.

import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { extname, join, relative, sep } from 'node:path'

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
const COMPRESSED = new Set(['.html', '.js', '.css', '.json', '.svg', '.webmanifest'])

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
  readonly plain: Uint8Array<ArrayBuffer>
  readonly gzipped: Uint8Array<ArrayBuffer> | undefined
  readonly cache: string
}

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
  const plain = new Uint8Array(readFileSync(path))
  const hashed = /[.-][0-9a-f]{20,}\./.test(path)
  return {
    type: TYPES[extension] ?? 'application/octet-stream',
    plain,
    gzipped: COMPRESSED.has(extension) ? Bun.gzipSync(plain, { level: 9 }) : undefined,
    cache: hashed ? 'public, max-age=31536000, immutable' : 'no-cache',
  }
}

function respond(file: File, request: Request): Response {
  const gzip = file.gzipped !== undefined && (request.headers.get('accept-encoding') ?? '').includes('gzip')
  const headers: Record<string, string> = {
    ...PAGE_HEADERS,
    'content-type': file.type,
    'cache-control': file.cache,
    vary: 'Accept-Encoding',
  }
  if (gzip) headers['content-encoding'] = 'gzip'
  return new Response(request.method === 'HEAD' ? null : gzip ? file.gzipped : file.plain, { headers })
}
