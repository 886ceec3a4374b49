// Where each row of a long list stands: measured heights where there are some, their average elsewhere.
// Pure. A change costs the rows that changed and a copy of numbers; a hundred thousand additions are a
// fraction of a millisecond.

export class RowOffsets<Row> {
  readonly #keyOf: (row: Row) => string
  readonly #measured = new Map<string, number>()
  #rows: readonly Row[] = []
  #keys: readonly string[] = []
  #heights: (number | undefined)[] = []
  /** #tops[i] is right for i <= #known. */
  #tops: number[] = [0]
  #known = 0
  #sum = 0
  #guess: number
  /** Where the key that was looked for last was found. */
  #found = 0

  constructor(guess: number, keyOf: (row: Row) => string) {
    this.#guess = guess
    this.#keyOf = keyOf
  }

  get count(): number {
    return this.#keys.length
  }

  keyAt(index: number): string | undefined {
    return this.#keys[index]
  }

  readonly indexOf = (key: string): number | undefined => {
    if (this.#keys[this.#found] !== key) {
      const index = this.#keys.indexOf(key)
      if (index === -1) return undefined
      this.#found = index
    }
    return this.#found
  }

  /** The height of all rows. */
  get total(): number {
    return this.topOf(this.#keys.length)
  }

  /** Rows that are the very same at the start and at the end keep what is known of them. */
  setRows(rows: readonly Row[]): void {
    const before = this.#rows
    if (rows === before) return
    const least = Math.min(before.length, rows.length)
    let head = 0
    while (head < least && before[head] === rows[head]) head++
    let tail = 0
    while (tail < least - head && before[before.length - 1 - tail] === rows[rows.length - 1 - tail]) tail++
    const [end, old_end] = [rows.length - tail, before.length - tail]
    const keys = rows.slice(head, end).map(this.#keyOf)
    const heights = keys.map((key) => this.#measured.get(key))
    if (this.#found >= old_end) this.#found += end - old_end
    this.#rows = rows
    this.#keys = [...this.#keys.slice(0, head), ...keys, ...this.#keys.slice(old_end)]
    this.#heights = [...this.#heights.slice(0, head), ...heights, ...this.#heights.slice(old_end)]
    // What was measured stands for the rest; every row moves now anyway.
    if (this.#measured.size > 0) this.#guess = this.#sum / this.#measured.size
    this.#tops.length = rows.length + 1
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
