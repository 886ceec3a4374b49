// `npm run size`: what the client library costs an app. Its public entry, memory cache included and the device caches
// not, in one bundle, minified as the app's own bundler does it (Metro's Terser, with Metro's options), gzipped. Fails
// above the budget. kB are 1,024 bytes, the budget is 16 of them.

import { join } from 'node:path'
import { gzipSync } from 'bun'
import { type MinifyOptions, minify } from 'terser'

export const BUDGET_BYTES = 16_384

/** The defaults of metro-config, and `module`: Metro wraps each file in a function, so its top level is local there too. */
const METRO: MinifyOptions = {
  module: true,
  compress: { reduce_funcs: false },
  format: { ascii_only: true, quote_style: 3, wrap_iife: true },
}

export interface Size {
  readonly gzipped: number
  readonly minified: number
  /** Bytes of each module before minification, the largest first. */
  readonly modules: readonly { readonly path: string; readonly bytes: number }[]
}

export async function measure(entry: string, root: string): Promise<Size> {
  const built = await Bun.build({ entrypoints: [entry], root, target: 'browser', format: 'esm', metafile: true })
  const output = built.outputs[0]
  if (!built.success || output === undefined) throw new AggregateError(built.logs, 'unable to bundle the client')
  const { code = '' } = await minify(await output.text(), METRO)
  const bytes = new TextEncoder().encode(code)
  const inputs = Object.values(built.metafile?.outputs ?? {}).flatMap((file) => Object.entries(file.inputs))
  const modules = inputs.map(([path, { bytesInOutput }]) => ({ path, bytes: bytesInOutput })).sort((a, b) => b.bytes - a.bytes)
  return { gzipped: gzipSync(bytes, { level: 9 }).byteLength, minified: bytes.byteLength, modules }
}

if (import.meta.main) {
  const root = join(import.meta.dirname, '..')
  process.chdir(root)
  const { gzipped, minified, modules } = await measure(join(root, 'packages/client/src/index.ts'), root)
  const count = (bytes: number) => bytes.toLocaleString('en').padStart(8)
  for (const { path, bytes } of modules.slice(0, 10)) console.log(`${count(bytes)}  ${path}`)
  const rest = modules.slice(10).reduce((sum, { bytes }) => sum + bytes, 0)
  if (rest > 0) console.log(`${count(rest)}  ${modules.length - 10} more modules`)
  console.log(`${count(minified)}  minified\n${count(gzipped)}  gzipped, of ${BUDGET_BYTES.toLocaleString('en')}`)
  if (gzipped > BUDGET_BYTES) {
    console.log(`FAILED: ${gzipped - BUDGET_BYTES} bytes too many`)
    process.exitCode = 1
  }
}
