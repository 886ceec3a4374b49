// Writes the service worker of an exported web app: the list of its files and their version, in front of
// apps/mobile/src/service-worker/service-worker.js. Run after every export:
//   node tools/write-service-worker.mjs apps/mobile/dist

import { createHash } from 'node:crypto'
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join, relative, sep } from 'node:path'
import { fileURLToPath } from 'node:url'

const SOURCE = fileURLToPath(new URL('../apps/mobile/src/service-worker/service-worker.js', import.meta.url))
/** Pictures of the router's own development screens; what only the system shows; what is not asked for by the app. */
const LEFT_OUT = /^\/(assets\/__node_modules\/|icons\/|metadata\.json$|sw\.js$|index\.html$)|\.(map|LICENSE\.txt)$|\/\./
/** Names of emoji in one language: a quarter of all bytes, of which a person needs a third, and only in the picker. */
const ON_USE = /\/annotations-[0-9a-f]+\.js$/

/** @param {string} folder @returns {string[]} */
const filesBelow = (folder) =>
  readdirSync(folder, { withFileTypes: true }).flatMap((entry) =>
    entry.isDirectory() ? filesBelow(join(folder, entry.name)) : [join(folder, entry.name)],
  )

/**
 * @param {string} dist
 * @returns {{version: string, files: string[]}} what it keeps on a device; the page stands in it as `/`
 */
export function writeServiceWorker(dist) {
  const source = readFileSync(SOURCE, 'utf8')
  const paths = filesBelow(dist).map((file) => `/${relative(dist, file).split(sep).join('/')}`)
  const all = paths.filter((path) => !LEFT_OUT.test(path)).sort()
  const on_use = all.filter((path) => ON_USE.test(path))
  const files = ['/', ...all.filter((path) => !ON_USE.test(path))]
  const hash = createHash('sha256').update(source)
  for (const path of [...files, ...on_use]) {
    hash.update(`\0${path}\0`).update(readFileSync(join(dist, path === '/' ? 'index.html' : path)))
  }
  const version = hash.digest('hex').slice(0, 16)
  writeFileSync(join(dist, 'sw.js'), `self.APP_FILES = ${JSON.stringify({ version, files, on_use })}\n${source}`)
  return { version, files }
}

const [, script, dist] = process.argv
if (script === fileURLToPath(import.meta.url)) {
  if (dist === undefined) throw new Error('Name the folder of the exported web app.')
  const { version, files } = writeServiceWorker(dist)
  console.log(`sw.js keeps ${files.length} files, version ${version}`)
}
