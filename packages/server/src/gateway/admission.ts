// Who may open a socket: not while the server goes away, so many a second from one address and from all, so many that
// have not signed in, so many of one person. Refuses with a DomainError. Rules CONN-15, LIMIT-4, LIMIT-7.
//
//   knock (address) ─▶ token's signature ─▶ enter (all) ─▶ revoked? a member? ─▶ seat
//
// The rate of all is for people: whoever could spend it without a token could keep everybody out, from addresses enough. A
// signature costs some 25 µs to check, a tenth of what letting somebody in does, so it comes first; questions to the store do not.

import { AUTH_DEADLINE_MS } from '@jobline/protocol'
import { DomainError } from '../domain/domain-error.ts'
import type { Ports } from '../domain/ports.ts'
import { AdmissionLine, KeyedLines } from '../limits/admission-line.ts'
import { networkOf } from '../limits/network-of.ts'
import type { Rate } from '../limits/token-bucket.ts'

export interface AdmissionLimits {
  /** New sockets from one address. */
  readonly connects: Rate
  /** New sockets in all. */
  readonly admissions: Rate
  readonly sockets_per_user: number
  /** Sockets that have not authenticated yet, from one address and in all. */
  readonly waiting_per_address: number
  readonly waiting: number
}

export interface AdmissionOptions {
  readonly limits: AdmissionLimits
  readonly ports: Pick<Ports, 'clock' | 'random'>
  /** Open sockets of one person. */
  readonly socketsOf: (user_id: string) => number
}

/** So long a server that goes away keeps new sockets off; the next one stands by then. */
const GOING_MS = 1_000

export class Admission {
  /** Newcomers who were told to come back later. */
  refused = 0
  readonly #options: AdmissionOptions
  readonly #line: AdmissionLine
  readonly #addressLines: KeyedLines
  readonly #waitingByAddress = new Map<string, number>()
  #waiting = 0
  #is_over = false

  constructor(options: AdmissionOptions) {
    const { limits, ports } = options
    this.#options = options
    this.#line = new AdmissionLine(limits.admissions, ports.random, ports.clock.now())
    this.#addressLines = new KeyedLines(limits.connects, ports.random)
  }

  /** Nobody comes in any more. */
  end(): void {
    this.#is_over = true
  }

  /** Somebody arrives. Comes before everything that costs more, tokens included. */
  knock(address: string): void {
    if (this.#is_over) throw this.#later(GOING_MS)
    const wait_ms = this.#addressLines.enter(networkOf(address), this.#options.ports.clock.now())
    if (wait_ms > 0) throw new DomainError('rate_limited', { retry_after_ms: wait_ms })
  }

  /** It is somebody: their token is signed. */
  enter(): void {
    const wait_ms = this.#line.enter(this.#options.ports.clock.now())
    if (wait_ms > 0) throw this.#later(wait_ms)
  }

  /** For who asks why they were refused: the same answer, as cheap, and their place in the line stays as it is. */
  knockAgain(address: string): void {
    const now = this.#options.ports.clock.now()
    const here_ms = this.#addressLines.wait(networkOf(address), now)
    if (here_ms > 0 && !this.#is_over) throw new DomainError('rate_limited', { retry_after_ms: here_ms })
    const wait_ms = this.#is_over ? GOING_MS : this.#line.wait(now)
    if (wait_ms > 0) throw new DomainError('unavailable', { retry_after_ms: wait_ms })
  }

  /** May this person have one more socket, or this address one more that has yet to say whose it is? */
  seat(address: string, user_id: string | undefined): void {
    const { limits, socketsOf } = this.#options
    // The token of an upgrade is read while others are sent away already.
    if (this.#is_over) throw this.#later(GOING_MS)
    if (user_id !== undefined) {
      if (socketsOf(user_id) >= limits.sockets_per_user) throw new DomainError('too_many_sockets')
    } else if (this.#waiting >= limits.waiting || (this.#waitingByAddress.get(networkOf(address)) ?? 0) >= limits.waiting_per_address) {
      throw new DomainError('too_many_sockets', { retry_after_ms: AUTH_DEADLINE_MS })
    }
  }

  /** A socket that has not signed in has come (1) or has gone or signed in (-1). */
  countWaiting(address: string, step: 1 | -1): void {
    this.#waiting += step
    const network = networkOf(address)
    const count = (this.#waitingByAddress.get(network) ?? 0) + step
    if (count > 0) this.#waitingByAddress.set(network, count)
    else this.#waitingByAddress.delete(network)
  }

  forgetOver(now: number): void {
    this.#addressLines.forgetOver(now)
  }

  #later(retry_after_ms: number): DomainError {
    this.refused++
    return new DomainError('unavailable', { retry_after_ms })
  }
}
