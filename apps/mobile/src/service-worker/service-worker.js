// The web app's service worker: keeps the app's own files on the device, so that it opens without a network, and at once with a
// poor one. It holds files and no data: what /api and /ws say passes it by. tools/write-service-worker.mjs puts the list of files
// and their version in front of this text. One cache a version, filled whole or not at all; a page and its scripts are always of one.
// What few people need (`on_use`) is kept once it was asked for, as long as that version.
//
//   installing ──all files kept──▶ waiting ──nobody looks at the old one──▶ active ──a newer one──▶ gone
//
// Waiting, because a page that is in use loads parts of its own version later. What asks to go on is src/platform/app-files.web.ts.

/** @type {ServiceWorkerGlobalScope & {APP_FILES?: {version: string, files: string[], on_use: string[]}}} */
const worker = /** @type {any} */ (globalThis)

const { version, files, on_use } = worker.APP_FILES ?? { version: 'none', files: [], on_use: [] }
const PREFIX = 'jobline-app-'
const CACHE = PREFIX + version
/** Every address of the app is this page: it routes itself. */
const PAGE = '/'
const known = new Set([...files, ...on_use])

worker.addEventListener('install', (event) => event.waitUntil(fill()))

worker.addEventListener('activate', (event) => event.waitUntil(Promise.all([dropOlder(), worker.clients.claim()])))

worker.addEventListener('fetch', (event) => {
  const { request } = event
  const { origin, pathname } = new URL(request.url)
  if (request.method !== 'GET' || origin !== worker.location.origin) return
  const path = request.mode === 'navigate' && isRoute(pathname) ? PAGE : pathname
  if (known.has(path)) event.respondWith(answer(path, event))
})

// take_over: where no other window would lose its version under somebody's eyes. take_over_now: the server refuses the old one.
worker.addEventListener('message', (event) => {
  if (event.data === 'take_over_now') event.waitUntil(worker.skipWaiting())
  if (event.data === 'take_over') event.waitUntil(takeOver(event.source))
})

/** Of the app, not of the server, and no file. @param {string} pathname */
function isRoute(pathname) {
  return !/^\/(api|ws|healthz|readyz|metrics)(\/|$)/.test(pathname) && !/\.[^/]+$/.test(pathname)
}

async function fill() {
  const cache = await caches.open(CACHE)
  try {
    // One after the other: on a slow network the chat goes first.
    for (const path of files) await keep(cache, path)
    await checkPage(cache)
  } catch (error) {
    // Whole or not at all; the browser tries again at the next visit.
    await caches.delete(CACHE)
    throw error
  }
}

/** @param {Cache} cache @param {string} path */
async function keep(cache, path) {
  // A name with a hash is one content for ever: what the version before has is not asked for again.
  const is_hashed = /[.-][0-9a-f]{20,}\./.test(path)
  const had = is_hashed ? await caches.match(path, { ignoreVary: true }) : undefined
  const response = had ?? (await fetch(path, { cache: is_hashed ? 'default' : 'no-cache', credentials: 'omit', priority: 'low' }))
  if (!response.ok || response.redirected) throw new Error(`${path} cannot be kept: ${response.status}`)
  await cache.put(path, response)
}

/** While a server is brought to a new version, this list may be of one and the page of the other. @param {Cache} cache */
async function checkPage(cache) {
  const page = await cache.match(PAGE, { ignoreVary: true })
  const scripts = (await page?.text())?.match(/\/_expo\/static\/[^"' ]+/g) ?? []
  const strange = scripts.find((path) => !known.has(path))
  if (strange !== undefined) throw new Error(`${strange} is of another version`)
}

async function dropOlder() {
  const names = await caches.keys()
  await Promise.all(names.filter((name) => name.startsWith(PREFIX) && name !== CACHE).map((name) => caches.delete(name)))
}

/** @param {string} path @param {FetchEvent} event */
async function answer(path, event) {
  const cache = await caches.open(CACHE)
  const had = await cache.match(path, { ignoreVary: true })
  if (had) return had
  // Not used before; or a browser that needed space took all of it, and the network has to do.
  const response = await fetch(event.request)
  if (on_use.includes(path) && response.ok && !response.redirected) {
    // Where there is no space it comes from the network again.
    event.waitUntil(cache.put(path, response.clone()).catch(() => {}))
  }
  return response
}

/** @param {ExtendableMessageEvent['source']} asker */
async function takeOver(asker) {
  const windows = await worker.clients.matchAll({ type: 'window', includeUncontrolled: true })
  const is_free = windows.every((window) => window.visibilityState === 'hidden' || (asker && 'id' in asker && window.id === asker.id))
  if (is_free) await worker.skipWaiting()
}
