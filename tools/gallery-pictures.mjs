// `node tools/gallery-pictures.mjs [--mode phone-dark-ar-200] [--scene chat] [--out folder]`: pictures of every scene of the
// gallery in every mode, one file each, and a sheet of all for each mode. For looking at; nothing of it is kept in git.
//
// A mode names what it is made of: `phone` or `desktop`, `light` or `dark`, a language, a text size in percent. `--mode` and
// `--scene` can be given more than once; a scene fits where it begins with the words.

import './node-version.mjs'
import { mkdirSync, mkdtempSync, readFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { chromium } from '@playwright/test'
import { findChromium } from './chromium.mjs'
import { STILL } from './gallery-still.mjs'
import { Problem, runMain } from './problem.mjs'
import { serveGallery } from './serve-gallery.mjs'

const FLAGS = ['--no-sandbox', '--disable-gpu', '--disable-quic', '--disable-background-networking', '--force-color-profile=srgb']
const MODES = [
  'phone-light',
  'phone-dark',
  'desktop-light',
  'desktop-dark',
  'phone-light-ar',
  'desktop-dark-ar',
  'phone-light-200',
  'desktop-light-200',
  'phone-dark-ar-200',
]
const SIZES = { phone: { width: 390, height: 844 }, desktop: { width: 1280, height: 800 } }
const LANGUAGES = new Set(['en', 'fil', 'es', 'ar'])
/** A machine may have other things to do. */
const PATIENCE_MS = 120_000
/** Pictures in a row of a sheet. */
const COLUMNS = { phone: 6, desktop: 3 }

/** @param {string} name @returns {{name: string, size: 'phone' | 'desktop', query: string}} */
export function modeOf(name) {
  /** @type {'phone' | 'desktop'} */
  let size = 'phone'
  const query = new URLSearchParams({ scheme: 'light', lang: 'en' })
  for (const part of name.split('-')) {
    if (part === 'phone' || part === 'desktop') size = part
    else if (part === 'light' || part === 'dark') query.set('scheme', part)
    else if (part === 'ltr' || part === 'rtl') query.set('dir', part)
    else if (LANGUAGES.has(part)) query.set('lang', part)
    else if (/^\d+$/.test(part)) query.set('text', part)
    else throw new Problem(`"${part}" of the mode "${name}" is no size of screen, colours, language, direction or text size.`)
  }
  return { name, size, query: query.toString() }
}

/** @param {import('@playwright/test').Browser} browser @param {string} file @param {string} mode @param {{scene: string, path: string}[]} pictures @param {number} columns */
async function sheet(browser, file, mode, pictures, columns) {
  const width = columns === COLUMNS.phone ? 300 : 600
  const page = await browser.newPage({ viewport: { width: columns * (width + 12) + 12, height: 600 } })
  const figures = pictures.map(({ scene, path }) => {
    const source = `data:image/png;base64,${readFileSync(path).toString('base64')}`
    return `<figure><figcaption>${scene} · ${mode}</figcaption><img src="${source}" width="${width}"></figure>`
  })
  await page.setContent(
    `<style>body{margin:12px;display:grid;grid-template-columns:repeat(${columns},${width}px);gap:12px;background:#888;font:13px sans-serif}
     figure{margin:0}img{display:block}</style>${figures.join('')}`,
  )
  await page.screenshot({ path: file, fullPage: true })
  await page.close()
}

await runMain(async () => {
  const { values } = parseArgs({
    options: { mode: { type: 'string', multiple: true }, scene: { type: 'string', multiple: true }, out: { type: 'string' } },
  })
  const modes = (values.mode ?? MODES).map(modeOf)
  const out = values.out ?? mkdtempSync(join(tmpdir(), 'jobline-gallery-'))
  mkdirSync(out, { recursive: true })
  const gallery = await serveGallery()
  const browser = await chromium.launch({ executablePath: findChromium() ?? '/usr/bin/chromium', args: FLAGS })
  try {
    for (const { name, size, query } of modes) {
      const context = await browser.newContext({
        viewport: SIZES[size],
        reducedMotion: 'reduce',
        hasTouch: size === 'phone',
        // It keeps the app for when there is no server, and would answer for ours.
        serviceWorkers: 'block',
      })
      const page = await context.newPage()
      page.setDefaultTimeout(PATIENCE_MS)
      await page.goto(`${gallery.url}/gallery`)
      await page.waitForFunction('globalThis.gallery_scenes')
      /** @type {string[]} */
      const all = await page.evaluate('globalThis.gallery_scenes')
      const scenes = values.scene === undefined ? all : all.filter((scene) => values.scene?.some((wish) => scene.startsWith(wish)))
      const pictures = []
      for (const scene of scenes) {
        // Each from the beginning: what one scene leaves behind is not in the next one's picture.
        await page.goto(`${gallery.url}/gallery?scene=${scene}&${query}`)
        await page.waitForFunction('globalThis.gallery_shown?.includes("scene=")')
        // On a busy machine the client is there long before anything is drawn.
        await page.waitForFunction('[...document.querySelectorAll("[data-testid]")].some((element) => element.checkVisibility())')
        // A scene that taps and types does so by itself.
        await page.waitForFunction('!globalThis.gallery_playing')
        await page.evaluate(STILL)
        await page.locator(':focus').evaluateAll((elements) => elements.forEach((element) => void element.blur()))
        const path = join(out, `${scene}.${name}.png`)
        await page.screenshot({ path })
        pictures.push({ scene, path })
      }
      await sheet(browser, join(out, `_sheet.${name}.png`), name, pictures, COLUMNS[size])
      console.log(`${pictures.length} pictures and a sheet: ${join(out, `_sheet.${name}.png`)}`)
      await context.close()
    }
  } finally {
    await browser.close()
    await gallery.close()
  }
  return 0
})
