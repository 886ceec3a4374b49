// Where each row of a long list stands: measured heights where there are some, their average elsewhere.
// Pure. A change costs the rows after it; a hundred thousand additions are a fraction of a millisecond.

export class RowOffsets {
  readonly #measured = new Map<string, number>()
  #keys: readonly string[] = []
  #heights: (number | undefined)[] = []
  /** #tops[i] is right for i <= #known. */
  #tops: number[] = [0]
  #known = 0
  #sum = 0
  #guess: number

  constructor(guess: number) {
    this.#guess = guess
  }

  get count(): number {
    return this.#keys.length
  }

  keyAt(index: number): string | undefined {
    return this.#keys[index]
  }

  /** The height of all rows. */
  get total(): number {
    return this.topOf(this.#keys.length)
  }

  setKeys(keys: readonly string[]): void {
    this.#keys = keys
    // What was measured stands for the rest; every row moves now anyway.
    if (this.#measured.size > 0) this.#guess = this.#sum / this.#measured.size
    this.#heights = keys.map((key) => this.#measured.get(key))
    this.#tops.length = keys.length + 1
    this.#known = 0
  }

  /** Notes a measured height. true: it differs from what was assumed. */
  setHeight(index: number, height: number): boolean {
    const key = this.#keys[index]
    if (key === undefined) return false
    const before = this.#heights[index]
    if (before !== undefined && Math.abs(before - height) < 0.1) return false
    const changed = Math.abs(this.heightOf(index) - height) >= 0.1
    this.#sum += height - (this.#measured.get(key) ?? 0)
    this.#measured.set(key, height)
    this.#heights[index] = height
    this.#known = Math.min(this.#known, index)
    return changed
  }

  heightOf(index: number): number {
    return this.#heights[index] ?? this.#guess
  }

  topOf(index: number): number {
    for (let at = this.#known; at < index; at++) this.#tops[at + 1] = (this.#tops[at] as number) + this.heightOf(at)
    this.#known = Math.max(this.#known, index)
    return this.#tops[index] ?? 0
  }

  /** The row that covers an offset; the first or last one where none does. */
  indexAt(offset: number): number {
    let low = 0
    let high = Math.max(0, this.count - 1)
    this.topOf(this.count)
    while (low < high) {
      const middle = (low + high + 1) >> 1
      if ((this.#tops[middle] as number) <= offset) low = middle
      else high = middle - 1
    }
    return low
  }
}
