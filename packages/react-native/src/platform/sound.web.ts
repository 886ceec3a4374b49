// The sound of a new message in a browser, by Web Audio: unlike a media element it leaves the media keys, the lock screen
// and an iPhone's mute switch alone. A browser lets a page sound only after somebody has touched it: the first touch or
// key opens the way, and until then this tab says that it cannot be heard.

/// <reference path="./wav.d.ts" />

import file from '../../assets/new-message.wav'

/** A sound that was held up for longer says nothing any more. */
const STALE_MS = 2_000
/**
 * What the touch is for is drawn first: opening the way to the loudspeaker can hold a page up for more than 50 ms. Browsers trust
 * what follows a gesture by a timer, WebKit up to a second after it.
 */
const UNLOCK_AFTER_MS = 300

let context: AudioContext | undefined
let buffer: AudioBuffer | undefined
let loading = false
let is_trusted = false
let sounding = 0

/** Whether a sound made now would be heard, as far as a page can tell. */
export const canSound = (): boolean => is_trusted && buffer !== undefined

type Later = (run: () => void, ms: number) => unknown

/** Waits for the first touch. Returns the function that ends the waiting. */
export function prepareSound(later: Later = setTimeout): () => void {
  const gestures = ['pointerup', 'keydown', 'click'] as const
  const onGesture = () => {
    if (!is_trusted || !buffer) later(() => void unlock().catch(() => {}), UNLOCK_AFTER_MS)
  }
  for (const gesture of gestures) window.addEventListener(gesture, onGesture, { capture: true })
  return () => {
    for (const gesture of gestures) window.removeEventListener(gesture, onGesture, { capture: true })
  }
}

export function playSound(): void {
  const asked_at = performance.now()
  void unlock()
    .then(async () => {
      await context?.resume()
      if (!context || !buffer || performance.now() - asked_at > STALE_MS) return
      const source = context.createBufferSource()
      source.buffer = buffer
      source.connect(context.destination)
      source.onended = rest
      sounding++
      source.start()
    })
    .catch(() => {})
}

/** From within a gesture the browser trusts it; from anywhere else it does no harm. */
async function unlock(): Promise<void> {
  context ??= new AudioContext({ latencyHint: 'playback' })
  if (!is_trusted) {
    const resumed = context.resume().then(() => {
      is_trusted = true
      if (sounding === 0) return context?.suspend()
    })
    // Before a gesture it stays open for good.
    void resumed.catch(() => {})
  }
  if (!buffer && !loading) await load(context).catch(() => {})
}

async function load(by: AudioContext): Promise<void> {
  loading = true
  try {
    const response = await fetch(String(file))
    if (response.ok) buffer = await by.decodeAudioData(await response.arrayBuffer())
  } finally {
    loading = false
  }
}

/** At rest it costs no battery. */
function rest(): void {
  sounding--
  if (sounding === 0) void context?.suspend().catch(() => {})
}
