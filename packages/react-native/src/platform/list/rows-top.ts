// Where the rows of a phone's list begin in what is scrolled. The list tells where each row stands from the first one, and how
// far it is scrolled from the very top; between the two lie its padding, its header and the room above short content. Pure.

export interface ListSizes {
  /** Of the viewport. */
  readonly height: number
  /** Of all that is scrolled, with everything around the rows. */
  readonly content: number
  readonly inset_top: number
  readonly header: number
  readonly footer: number
  /** Lower edge of the last row, from the first one's upper edge. undefined: not measured yet. */
  readonly rows_end: number | undefined
}

/** Distance from the top of what is scrolled to the first row. */
export function rowsTop({ height, content, inset_top, header, footer, rows_end }: ListSizes): number {
  const around = inset_top + header
  // The list does not tell that room. It fills up the viewport and never more, so only content that just fills it can have it.
  if (rows_end === undefined || content > height + 1) return around
  return Math.max(around, content - footer - rows_end)
}
