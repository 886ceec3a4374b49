// How a browser, which cannot set headers on an upgrade, brings its token: as a second name in
// Sec-WebSocket-Protocol. The server answers with SUBPROTOCOL alone and never repeats the token.

export const SUBPROTOCOL = 'jobline.v1'
/** Followed by the token: `new WebSocket(url, [SUBPROTOCOL, TOKEN_SUBPROTOCOL_PREFIX + token])`. */
export const TOKEN_SUBPROTOCOL_PREFIX = 'jobline.token.'
