// Waits for an acknowledgement of a run, counted over all its senders, or for the run's first problem.

export class AckWatch {
  readonly problems: string[] = []
  acks = 0
  #waiting: { readonly acks: number; readonly resolve: () => void } | undefined

  /** Resolves at that acknowledgement, in the turn in which it arrived. */
  whenAcked(count: number): Promise<void> {
    return new Promise((resolve) => {
      this.#waiting = { acks: count, resolve }
      if (this.problems.length > 0) resolve()
    })
  }

  readonly onAck = (): void => {
    this.acks++
    if (this.#waiting && this.acks >= this.#waiting.acks) this.#waiting.resolve()
  }

  readonly onProblem = (problem: string): void => {
    this.problems.push(problem)
    this.#waiting?.resolve()
  }
}
