// How long the list was blank. Pure. A page sees frames, not what stands on the screen between them, so an interval counts whole
// where the list was blank at its start, or where the browser had scrolled beyond the rows at its end, before the page was told:
// an upper bound. Intervals that follow each other are one spell.

export class BlankTime {
  total_ms = 0
  longest_ms = 0
  spells = 0
  #spell = 0
  #was_blank = false

  /** @param ms since the frame before @param arrived_blank the browser had scrolled beyond the rows @param left_blank after the page's work */
  frame(ms: number, arrived_blank: boolean, left_blank: boolean): void {
    if (this.#was_blank || arrived_blank) {
      if (this.#spell === 0) this.spells++
      this.#spell += ms
      this.total_ms += ms
      this.longest_ms = Math.max(this.longest_ms, this.#spell)
    }
    if (!left_blank) this.#spell = 0
    this.#was_blank = left_blank
  }
}
