// Tokens without cryptography, which would take real time: the same claims in the same place, and the real store's word
// on revocation. What is signed how is tested elsewhere.

import type { Clock, SqliteStore } from '@jobline/server'
import { type Identity, TokenRefused, TokenVerifier } from '@jobline/server/parts'

interface Claims {
  readonly sub: string
  /** Seconds since 1970. */
  readonly iat: number
  readonly exp: number
}

export function makeToken(user_id: string, now: number, lifetime_ms: number): string {
  const iat = Math.floor(now / 1_000)
  const claims: Claims = { sub: user_id, iat, exp: iat + Math.ceil(lifetime_ms / 1_000) }
  return `e30.${Buffer.from(JSON.stringify(claims)).toString('base64url')}.simulated`
}

export class SimulatedTokens extends TokenVerifier {
  readonly #users: SqliteStore
  readonly #time: Clock

  constructor(store: SqliteStore, clock: Clock) {
    super({ secret: 'unused', store, clock, max_lifetime_ms: 0 })
    this.#users = store
    this.#time = clock
  }

  override async verify(token: string): Promise<Identity> {
    const { sub, iat, exp } = JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString()) as Claims
    const issued_at = iat * 1_000
    const expires_at = exp * 1_000
    if (this.#time.now() >= expires_at) throw new TokenRefused('token_expired')
    const user = await this.#users.getUser(sub)
    if (user?.revoked_at != null && issued_at <= user.revoked_at) throw new TokenRefused('token_revoked')
    return { user_id: sub, expires_at, issued_at, jti: undefined }
  }
}
