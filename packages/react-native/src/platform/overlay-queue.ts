// Which overlays may show themselves where the system shows one at a time: the next one comes when the last one is gone. One
// that stands inside of another may lie over it. Pure.

export interface Turn {
  /** Those that it stands inside of. */
  readonly inside: readonly Turn[]
  /** It may show itself. */
  readonly onTurn: () => void
}

export class OverlayQueue {
  readonly #shown = new Set<Turn>()
  readonly #waiting = new Set<Turn>()

  /** Calls `onTurn` now or later, once. */
  ask(turn: Turn): void {
    this.#waiting.add(turn)
    this.#next()
  }

  /** It is gone, or no longer wants to come. */
  leave(turn: Turn): void {
    this.#waiting.delete(turn)
    this.#shown.delete(turn)
    this.#next()
  }

  isShown(turn: Turn): boolean {
    return this.#shown.has(turn)
  }

  #next(): void {
    for (const turn of this.#waiting) {
      if (![...this.#shown].every((shown) => turn.inside.includes(shown))) continue
      this.#waiting.delete(turn)
      this.#shown.add(turn)
      turn.onTurn()
    }
  }
}
