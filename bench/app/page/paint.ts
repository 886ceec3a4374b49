// How long after a tap something is painted, on the page's own clock: from the timestamp of the pointer event to the first task
// after the frame in which it stands in the document, in sight.

import { isBlank } from './cover.ts'
import { type ListKind, placesOf } from './rows.ts'

/** Looked for in every frame. */
export type Sign = { readonly kind: ListKind; readonly text?: string }

function isThere({ kind, text }: Sign): boolean {
  const places = placesOf(kind)
  if (!places) return false
  if (text === undefined) return !isBlank(places)
  return places.rows.some(({ element, top, bottom }) => top < places.bottom && bottom > places.top && element.textContent?.includes(text))
}

/** Resolves with the time of the first task after the frame that shows it. */
export function painted(sign: Sign): Promise<number> {
  return new Promise((resolve) => {
    const look = () => {
      if (!isThere(sign)) return void requestAnimationFrame(look)
      const channel = new MessageChannel()
      channel.port1.onmessage = () => resolve(performance.now())
      channel.port2.postMessage(undefined)
    }
    requestAnimationFrame(look)
  })
}

/** Waits for the next press of the pointer; resolves with the milliseconds from it until the sign is painted. */
export async function paintedAfterPress(sign: Sign): Promise<number> {
  const pressed = await new Promise<number>((resolve) =>
    addEventListener('pointerdown', ({ timeStamp }) => resolve(timeStamp), { capture: true, once: true }),
  )
  return (await painted(sign)) - pressed
}
