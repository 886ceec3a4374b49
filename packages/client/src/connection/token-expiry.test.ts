import { expect, test } from 'bun:test'
import { tokenExpiry } from './token-expiry.ts'

const jwt = (claims: object) => `e30.${Buffer.from(JSON.stringify(claims)).toString('base64url')}.signature`

test('it reads exp, whatever else the token holds', () => {
  for (const sub of ['a', 'ab', 'abc', 'Mária \u{1F477}', '??>>~~'])
    expect(tokenExpiry(jwt({ sub, exp: 1_795_374_000 }))).toBe(1_795_374_000_000)
})

test('what is not such a token has none', () => {
  for (const token of ['', 'opaque', 'a.b.c', jwt({ sub: 'a' }), jwt({ exp: 'soon' }), 'e30.%%%.x'])
    expect(tokenExpiry(token)).toBeUndefined()
})
