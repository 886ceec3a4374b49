// Where the rows of a list stand on the screen, whichever product drew them. Knows the two products' documents and measures
// nothing else; what follows from the places is decided in cover.ts, scroll-watch.ts and paint.ts.

export type ListKind = 'jobline-list' | 'jobline-chat' | 'gifted-chat'

export interface RowPlace {
  readonly element: Element
  readonly top: number
  readonly bottom: number
}

export interface ListPlaces {
  /** Of the viewport that rows scroll in, below whatever lies over its edge. */
  readonly top: number
  readonly bottom: number
  /** Rows that are seen at least in part, from above to below. */
  readonly rows: readonly RowPlace[]
}

/** The element that scrolls; undefined while the list is not there. */
export function scroller(kind: ListKind): HTMLElement | undefined {
  if (kind === 'jobline-list') return find('[data-testid="conversation-list"]')
  if (kind === 'jobline-chat') return find('[data-testid="message-list"]')
  const boxes = document.querySelectorAll<HTMLElement>('[data-testid="GC_WRAPPER"] div')
  return [...boxes].find((box) => box.scrollHeight > box.clientHeight + 1 && /auto|scroll/.test(getComputedStyle(box).overflowY))
}

const find = (selector: string) => document.querySelector<HTMLElement>(selector) ?? undefined

/** What holds the rows as its children, spacers among them. */
export function body(kind: ListKind, box: HTMLElement): Element | undefined {
  const content = box.firstElementChild ?? undefined
  if (kind === 'gifted-chat') return content
  // Header, rows, footer: the rows are what stands between two spacers.
  return [...(content?.children ?? [])].find(
    ({ children }) => children.length >= 2 && isSpacer(children[0]) && isSpacer(children.item(children.length - 1)),
  )
}

const isSpacer = (element: Element | null | undefined): boolean =>
  element instanceof HTMLElement && element.childElementCount === 0 && element.style.height !== ''

/** undefined while the list is not there or has no size. */
export function placesOf(kind: ListKind): ListPlaces | undefined {
  const box = scroller(kind)
  const rows = box && body(kind, box)
  if (!box || !rows) return undefined
  const { top: box_top, bottom } = box.getBoundingClientRect()
  const top = box_top + (Number.parseFloat(box.style.scrollPaddingTop) || 0)
  if (bottom - top < 1) return undefined
  const seen: RowPlace[] = []
  for (const element of rows.children) {
    if (element.childElementCount === 0) continue
    const place = element.getBoundingClientRect()
    if (place.bottom <= top || place.top >= bottom || place.height === 0) continue
    if (!element.checkVisibility({ visibilityProperty: true, opacityProperty: true })) continue
    seen.push({ element, top: place.top, bottom: place.bottom })
  }
  seen.sort((a, b) => a.top - b.top)
  return { top, bottom, rows: seen }
}
