// The server that this page came from is the one it talks to.

export const serverUrl = (): string => window.location.origin
