// Whether messages moved as the hand moved them. Pure: it is fed what was scrolled and how far a row in sight moved, frame by frame,
// and keeps one account a burst, from the first wheel event to the rest after it.
//
// How a jump is decided:
// - In motion: a frame's movement beyond what the wheel turned that way since the frame before, by more than LAG; or a burst that
//   is ahead of the wheel by more than LAG. LAG is the largest wheel event of the burst and two points: the compositor may scroll
//   one event before the page is told of it, and not more.
// - At rest, when nothing is on its way: a burst that moved more than was scrolled, or backwards, by more than two points.
// - A frame in which no row of the frame before is in sight, although less than a viewport was scrolled since.
// Less movement than was scrolled is no jump: the end of what is loaded holds the list back. It is counted apart, in points.

export const SLACK = 2

export interface Step {
  /** Points that the wheel asked the content to move down, towards history, since the frame before; and back up. Neither is negative. */
  readonly down: number
  readonly up: number
  /** The largest single wheel event since then. */
  readonly largest: number
  /** Points that a row in sight moved; undefined where none of the rows before is in sight. */
  readonly moved: number | undefined
  readonly viewport: number
}

export interface Jump {
  readonly kind: 'backwards' | 'ahead' | 'at_rest' | 'lost'
  readonly points: number
}

export class Movement {
  readonly jumps: Jump[] = []
  scrolled = 0
  held_back = 0
  #asked = 0
  #moved = 0
  #lag = SLACK
  #is_lost = false

  frame({ down, up, largest, moved, viewport }: Step): void {
    const before = Math.sign(this.#asked)
    // Turned before it came to rest: what was on its way belongs to neither, and the account begins anew.
    if ((down > 0 && (up > 0 || before < 0)) || (up > 0 && before > 0)) this.#begin()
    this.#asked += down - up
    this.#lag = Math.max(this.#lag, largest + SLACK)
    if (moved === undefined) {
      if (down + up < viewport - this.#lag) this.#add('lost', viewport)
      this.#is_lost = true
      return
    }
    // What was counted as a jump is not counted again in the account of the burst.
    const way = Math.sign(this.#asked)
    if ((moved > down + this.#lag && way <= 0) || (moved < -up - this.#lag && way >= 0)) {
      this.#add('backwards', moved)
      return
    }
    this.#moved += moved
    const ahead = this.#moved * way - Math.abs(this.#asked)
    if (way === 0 || ahead <= this.#lag) return
    this.#add('ahead', ahead)
    this.#moved -= ahead * way
  }

  /** Nothing is on its way any more. */
  rest(): void {
    const way = Math.sign(this.#asked)
    const asked = Math.abs(this.#asked)
    const went = way === 0 ? Math.abs(this.#moved) : this.#moved * way
    if (!this.#is_lost) {
      if (went > asked + SLACK) this.#add('at_rest', went - asked)
      else if (went < -SLACK) this.#add('at_rest', went)
      else this.held_back += asked - went > SLACK ? asked - went : 0
    }
    this.#begin()
    this.#lag = SLACK
  }

  #begin(): void {
    this.scrolled += Math.abs(this.#asked)
    this.#asked = 0
    this.#moved = 0
    this.#is_lost = false
  }

  #add(kind: Jump['kind'], points: number): void {
    this.jumps.push({ kind, points: Math.round(points) })
  }
}
