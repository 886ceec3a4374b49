// Whether messages moved as the hand moved them. Pure: it is fed what was scrolled and how far a row in sight moved, frame by frame,
// and keeps one account a burst, from the first wheel event to the rest after it.
//
// How a jump is decided:
// - In motion: a frame's movement against the direction of the wheel by more than LAG, or a burst that is ahead of the wheel by
//   more than LAG. LAG is the largest wheel event of the burst and two points: the compositor may scroll one event before the page
//   is told of it, and not more.
// - At rest, when nothing is on its way: a burst that moved more than was scrolled, or backwards, by more than two points.
// - A frame in which no row of the frame before is in sight, although less than a viewport was scrolled since.
// Less movement than was scrolled is no jump: the end of what is loaded holds the list back. It is counted apart, in points.

export const SLACK = 2

export interface Step {
  /** Points that the wheel asked the content to move, since the frame before: positive is down, towards history. */
  readonly scrolled: number
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

export interface Burst {
  readonly scrolled: number
  readonly held_back: number
}

export class Movement {
  readonly jumps: Jump[] = []
  scrolled = 0
  held_back = 0
  #asked = 0
  #moved = 0
  #lag = SLACK
  #is_lost = false
  /** Not again for what one jump left behind. */
  #forgiven = 0

  frame({ scrolled, largest, moved, viewport }: Step): void {
    this.#asked += scrolled
    this.#lag = Math.max(this.#lag, largest + SLACK)
    if (moved === undefined) {
      if (Math.abs(scrolled) < viewport - this.#lag) this.#add('lost', viewport)
      this.#is_lost = true
      return
    }
    this.#moved += moved
    const way = Math.sign(this.#asked)
    const step = way === 0 ? -Math.abs(moved) : moved * way
    if (step < -this.#lag) {
      this.#add('backwards', step)
      this.#forgiven += step
      return
    }
    const ahead = this.#moved * way - Math.abs(this.#asked) - this.#forgiven
    if (way !== 0 && ahead > this.#lag) {
      this.#add('ahead', ahead)
      this.#forgiven += ahead
    }
  }

  /** Nothing is on its way any more. */
  rest(): void {
    const way = Math.sign(this.#asked)
    const asked = Math.abs(this.#asked)
    const went = (way === 0 ? Math.abs(this.#moved) : this.#moved * way) - this.#forgiven
    if (!this.#is_lost) {
      if (went > asked + SLACK) this.#add('at_rest', went - asked)
      else if (went < -SLACK) this.#add('at_rest', went)
      else this.held_back += asked - went > SLACK ? asked - went : 0
    }
    this.scrolled += asked
    this.#asked = 0
    this.#moved = 0
    this.#forgiven = 0
    this.#lag = SLACK
    this.#is_lost = false
  }

  #add(kind: Jump['kind'], points: number): void {
    this.jumps.push({ kind, points: Math.round(points) })
  }
}
