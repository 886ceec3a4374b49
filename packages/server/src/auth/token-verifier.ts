// Who a token speaks for. HS256 with one key, `sub` and `exp` required, lifetime capped, revocation by
// time of issue or by `jti` (never by the token's text, which can be respelled). Rules AUTH-*.

import type { ErrorCode } from '@jobline/protocol'
import { errors, jwtVerify, SignJWT } from 'jose'
import type { Clock } from '../domain/ports.ts'
import type { Store } from '../store/store.ts'

export interface Identity {
  readonly user_id: string
  /** ms UTC. */
  readonly expires_at: number
  /** ms UTC; 0 where the token does not say. */
  readonly issued_at: number
  readonly jti: string | undefined
}

export class TokenRefused extends Error {
  override readonly name = 'TokenRefused'
  readonly code: ErrorCode
  constructor(code: 'unauthorized' | 'token_expired' | 'token_revoked') {
    super(code)
    this.code = code
  }
}

/** The marketplace's clock may run ahead of ours by this; a token dated further ahead has a longer life than it says. */
const CLOCK_SKEW_MS = 60_000
const MAX_TOKEN_LENGTH = 8_192
// biome-ignore lint/suspicious/noControlCharactersInRegex: refusing control characters is the point
const EXTERNAL_ID = /^[^\u0000-\u001f\u007f]{1,128}$/

export class TokenVerifier {
  readonly #key: Uint8Array
  readonly #store: Store
  readonly #clock: Clock
  readonly #max_lifetime_ms: number

  constructor(options: { secret: string; store: Store; clock: Clock; max_lifetime_ms: number }) {
    this.#key = new TextEncoder().encode(options.secret)
    this.#store = options.store
    this.#clock = options.clock
    this.#max_lifetime_ms = options.max_lifetime_ms
  }

  /** Rejects with TokenRefused. */
  async verify(token: string): Promise<Identity> {
    return this.notRevoked(await this.read(token))
  }

  /** The other half of `verify`, which asks the store. */
  async notRevoked(identity: Identity): Promise<Identity> {
    if (await this.#store.isTokenRevoked(identity)) throw new TokenRefused('token_revoked')
    return identity
  }

  /** What the signature vouches for; it may have been revoked. Rejects with TokenRefused. */
  async read(token: string): Promise<Identity> {
    if (token.length > MAX_TOKEN_LENGTH) throw new TokenRefused('unauthorized')
    const now = this.#clock.now()
    try {
      const { payload } = await jwtVerify(token, this.#key, {
        algorithms: ['HS256'],
        requiredClaims: ['sub', 'exp'],
        currentDate: new Date(now),
      })
      const { sub, exp, iat, jti } = payload
      if (typeof sub !== 'string' || !EXTERNAL_ID.test(sub) || typeof exp !== 'number') throw new TokenRefused('unauthorized')
      const issued_at = typeof iat === 'number' ? iat * 1_000 : 0
      const expires_at = exp * 1_000
      const lifetime_ms = Math.max(expires_at - (issued_at || now), expires_at - now - CLOCK_SKEW_MS)
      if (lifetime_ms > this.#max_lifetime_ms) throw new TokenRefused('unauthorized')
      return { user_id: sub, expires_at, issued_at, jti: typeof jti === 'string' ? jti : undefined }
    } catch (error) {
      if (error instanceof TokenRefused) throw error
      throw new TokenRefused(error instanceof errors.JWTExpired ? 'token_expired' : 'unauthorized')
    }
  }
}

/** For the demo, the command line and tests; in production the marketplace's backend signs its own. */
export function signToken(options: { secret: string; user_id: string; now: number; lifetime_ms: number; jti?: string }): Promise<string> {
  const issued = Math.floor(options.now / 1_000)
  const jwt = new SignJWT()
    .setProtectedHeader({ alg: 'HS256', typ: 'JWT' })
    .setSubject(options.user_id)
    .setIssuedAt(issued)
    .setExpirationTime(issued + Math.ceil(options.lifetime_ms / 1_000))
  if (options.jti !== undefined) jwt.setJti(options.jti)
  return jwt.sign(new TextEncoder().encode(options.secret))
}
