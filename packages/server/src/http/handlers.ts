// What an endpoint's handler is given and gives back. One per row of the protocol's table; a missing one
// does not compile.

import type { EndpointBody, EndpointName, EndpointParams, EndpointQuery, EndpointResult } from '@jobline/protocol'

export interface Call<N extends EndpointName> {
  /** Of the token; empty where the endpoint asks for none. */
  readonly user_id: string
  /** Of the token, in ms UTC; 0 where the endpoint asks for none. */
  readonly expires_at: number
  readonly address: string
  readonly params: EndpointParams<N>
  readonly query: EndpointQuery<N>
  readonly body: EndpointBody<N>
}

export interface Reply<N extends EndpointName> {
  /** 200 where absent. */
  readonly status?: number
  readonly body: EndpointResult<N>
}

export type Handler<N extends EndpointName> = (call: Call<N>) => Promise<Reply<N>>
export type Handlers<N extends EndpointName = EndpointName> = { readonly [K in N]: Handler<K> }
