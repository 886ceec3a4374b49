// The server of the proofs: the demo, on every address of this namespace.

import { serveDemos } from '../browser/start-server.ts'
import { has_namespace } from './link.ts'

/** Playwright calls it once before all tests; what it returns, once after them. */
// biome-ignore lint/style/noDefaultExport: Playwright takes a global setup by its default export
export default function startServer(): Promise<() => Promise<void>> {
  return serveDemos(1, has_namespace ? ['--host', '0.0.0.0'] : [])
}
