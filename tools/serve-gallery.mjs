// `node tools/serve-gallery.mjs [--port 8090]`: serves the export that holds the gallery, built anew where it is stale. Pages
// and tests ask it for `/gallery?scene=chat&scheme=dark&lang=ar&text=200`. Files only; there is no chat server behind it.

import './node-version.mjs'
import { createReadStream, statSync } from 'node:fs'
import { createServer } from 'node:http'
import { extname, join, normalize } from 'node:path'
import { argv } from 'node:process'
import { pathToFileURL } from 'node:url'
import { root } from './bun.mjs'
import { runMain } from './problem.mjs'
import { ensureGalleryExport, galleryFolder } from './web-export.mjs'

const TYPES = /** @type {Record<string, string>} */ ({
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
  '.ico': 'image/x-icon',
  '.wasm': 'application/wasm',
})

/**
 * @param {{port?: number}} [options] 0, the default, takes a free port
 * @returns {Promise<{url: string, close: () => Promise<void>}>}
 */
export async function serveGallery({ port = 0 } = {}) {
  await ensureGalleryExport(root)
  const folder = galleryFolder(root)
  const server = createServer((request, response) => {
    const path = normalize(decodeURIComponent(new URL(request.url ?? '/', 'http://localhost').pathname))
    const file = join(folder, path)
    // Every address that is no file is the app's own.
    const found = statSync(file, { throwIfNoEntry: false })?.isFile() ? file : join(folder, 'index.html')
    response.writeHead(200, { 'content-type': TYPES[extname(found)] ?? 'application/octet-stream' })
    createReadStream(found).pipe(response)
  })
  await new Promise((resolve) => server.listen(port, '127.0.0.1', () => resolve(undefined)))
  const address = /** @type {import('node:net').AddressInfo} */ (server.address())
  return {
    url: `http://localhost:${address.port}`,
    async close() {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

if (import.meta.url === pathToFileURL(argv[1] ?? '').href) {
  await runMain(async () => {
    const at = argv.indexOf('--port')
    const { url, close } = await serveGallery({ port: at === -1 ? 0 : Number(argv[at + 1]) })
    console.log(`The gallery: ${url}/gallery`)
    await new Promise((resolve) => {
      process.once('SIGINT', resolve)
      process.once('SIGTERM', resolve)
    })
    await close()
    return 0
  })
}
