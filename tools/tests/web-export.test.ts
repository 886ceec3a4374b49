import { afterEach, beforeEach, expect, test } from 'bun:test'
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { distFolder, ensureGalleryExport, ensureWebExport, galleryFolder, isExportFresh } from '../web-export.mjs'

let folder = ''
let exports = 0

function write(path: string, text: string): void {
  mkdirSync(dirname(join(folder, path)), { recursive: true })
  writeFileSync(join(folder, path), text)
}

/** An Expo that writes a page, or fails on the way. */
const exportTo = (outcome: 'works' | 'fails') => async (target: string) => {
  exports++
  mkdirSync(target, { recursive: true })
  writeFileSync(join(target, 'index.html'), `<p>${exports}</p>`)
  return { code: outcome === 'works' ? 0 : 1, output: 'Metro says no' }
}
const ensure = (outcome: 'works' | 'fails' = 'works') => ensureWebExport(folder, { exportTo: exportTo(outcome) })
const page = () => readFileSync(join(distFolder(folder), 'index.html'), 'utf8')

beforeEach(() => {
  exports = 0
  folder = mkdtempSync(join(tmpdir(), 'jobline-export-'))
  write('package-lock.json', '{}')
  write('apps/mobile/app/index.tsx', 'one')
  write('packages/client/src/index.ts', 'one')
})
afterEach(() => {
  rmSync(folder, { recursive: true, force: true })
})

test('builds once, and not again while the sources say the same', async () => {
  await ensure()
  utimesSync(join(folder, 'apps/mobile/app/index.tsx'), new Date(), new Date())
  write('packages/client/src/a.test.ts', 'a test is not in the bundle')
  write('apps/mobile/node_modules/x/index.js', 'neither is this')
  await ensure()
  expect(exports).toBe(1)
})

test.each(['apps/mobile/app/index.tsx', 'packages/client/src/index.ts', 'packages/react-native/src/new.ts', 'package-lock.json'])(
  'a change of %s makes it stale',
  async (path) => {
    await ensure()
    write(path, 'two')
    expect(isExportFresh(folder)).toBe(false)
    await ensure()
    expect(exports).toBe(2)
  },
)

test('a source that changes while it builds leaves the result stale', async () => {
  await ensureWebExport(folder, {
    exportTo: async (target) => {
      write('packages/client/src/index.ts', 'saved meanwhile')
      return exportTo('works')(target)
    },
  })
  expect(isExportFresh(folder)).toBe(false)
})

test('a build that fails keeps the old one, says what Expo said, and leaves nothing behind', async () => {
  await ensure()
  write('packages/client/src/index.ts', 'broken')
  await expect(ensure('fails')).rejects.toThrow('Metro says no')
  expect(page()).toBe('<p>1</p>')
  expect(isExportFresh(folder)).toBe(false)
  expect(existsSync(join(folder, 'apps/mobile/.expo')) ? readdirSync(join(folder, 'apps/mobile/.expo')) : []).toEqual([])
})

test('the gallery is built and kept beside what people are served, and is not in it', async () => {
  await ensure()
  await ensureGalleryExport(folder, { exportTo: exportTo('works') })
  await ensureGalleryExport(folder, { exportTo: exportTo('works') })
  expect(exports).toBe(2)
  expect(page()).toBe('<p>1</p>')
  expect(readFileSync(join(galleryFolder(folder), 'index.html'), 'utf8')).toBe('<p>2</p>')
  write('apps/mobile/src/gallery/scenes.tsx', 'a new scene')
  expect(isExportFresh(folder, galleryFolder(folder))).toBe(false)
})
