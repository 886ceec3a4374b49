// Keeps the app's files on the device by a service worker (src/service-worker), and sees to it that nobody stays with an old
// version nor loses sight of what they do for a new one: it comes when the page was just opened, or has not been looked at for
// a minute, or when the server refuses the old one. All that is typed or sent is kept by the chat client; a reload loses nothing.

import type { ChatClient } from '@jobline/client'
import { hasOpenEdit } from '@jobline/react-native'

const HIDDEN_MS = 60_000
/** A page that was opened within this time and not touched since is one that nobody has begun to use. */
const JUST_OPENED_MS = 10_000
const LOOK_AGAIN_MS = 3_600_000
const ASK_AGAIN_MS = 5_000
const MOST_MS = 60_000

let registration: ServiceWorkerRegistration | undefined
let is_refused = false
let has_begun = false
/** From the very first touch on, which may come long before the files do. */
let is_used = false
const noteUse = () => {
  is_used = true
}
for (const type of ['pointerdown', 'keydown', 'wheel'])
  globalThis.addEventListener?.(type, noteUse, { once: true, passive: true, capture: true })

/**
 * On a slow network these files would hold up the chats. They come once the connection has brought those, or cannot, and as long
 * again after that as it took: what a person does first goes first. Where they are kept already there is little to load, and
 * much to look after. Begins once, however often it is called; returns the end of the waiting.
 */
export function keepAppFiles(connection: ChatClient['connection'] | undefined): () => void {
  // Absent where the page did not come over HTTPS or from this machine. In development files change all the time.
  if (__DEV__ || !('serviceWorker' in navigator)) return () => {}
  let timer: ReturnType<typeof setTimeout> | undefined
  const is_kept = navigator.serviceWorker.controller !== null
  const look = () => {
    const state = connection?.getSnapshot().state
    if (is_kept || (state !== 'connecting' && state !== 'syncing'))
      timer ??= setTimeout(begin, is_kept ? 0 : Math.min(MOST_MS, performance.now()))
  }
  look()
  const unsubscribe = connection?.subscribe(look)
  return () => {
    clearTimeout(timer)
    unsubscribe?.()
  }
}

function begin(): void {
  if (has_begun) return
  has_begun = true
  if (document.readyState === 'complete') start()
  else window.addEventListener('load', start, { once: true })
}

/** Opened as an app of its own, not as a tab of a browser. */
export const isInstalled = (): boolean => window.matchMedia('(display-mode: standalone)').matches

function start(): void {
  const { serviceWorker } = navigator
  let was_controlled = serviceWorker.controller !== null
  serviceWorker.addEventListener('controllerchange', () => {
    // The first one takes the page as it is.
    if (was_controlled) reloadOnceIdle()
    was_controlled = true
  })
  serviceWorker.register('/sw.js', { updateViaCache: 'none' }).then(
    (registered) => {
      registration = registered
      if (is_refused) takeNewVersion()
      else ask('take_over')
      askBeforeUse(registered)
      askWhenHidden()
      // Browsers look when a page is opened; one that stays open for days looks itself.
      setInterval(() => look(registered), LOOK_AGAIN_MS)
    },
    // A browser that refuses (a private window, a full disk): the app works all the same, with a network.
    () => {},
  )
}

/** Drafts outlive a reload; the words of an edit would not. */
function reloadOnceIdle(): void {
  if (hasOpenEdit() && !is_refused) setTimeout(reloadOnceIdle, ASK_AGAIN_MS)
  else window.location.reload()
}

/** The server takes this version no longer. */
export function takeNewVersion(): void {
  is_refused = true
  const looked = registration
  if (!looked) return
  const take = () => ask('take_over_now')
  looked.addEventListener('updatefound', () => looked.installing?.addEventListener('statechange', take))
  look(looked)
  take()
}

const ask = (what: 'take_over' | 'take_over_now') => registration?.waiting?.postMessage(what)
const look = (registered: ServiceWorkerRegistration) => void registered.update().catch(() => {})

function askBeforeUse(registered: ServiceWorkerRegistration): void {
  const onState = () => {
    if (!is_used && performance.now() < JUST_OPENED_MS) ask('take_over')
  }
  registered.addEventListener('updatefound', () => registered.installing?.addEventListener('statechange', onState))
}

function askWhenHidden(): void {
  let timer: ReturnType<typeof setTimeout> | undefined
  const onChange = () => {
    clearTimeout(timer)
    if (document.visibilityState === 'hidden') timer = setTimeout(() => ask('take_over'), HIDDEN_MS)
  }
  document.addEventListener('visibilitychange', onChange)
  onChange()
}
