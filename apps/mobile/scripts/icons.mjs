// Draws assets/*.png and public/icons/*.png from assets/icon.svg with a headless Chromium. Run it only after changing the SVG:
//   node apps/mobile/scripts/icons.mjs
import { readFile } from 'node:fs/promises'
import { chromium } from '@playwright/test'

const assets = new URL('../assets/', import.meta.url)
const svg = (await readFile(new URL('icon.svg', assets), 'utf8')).replace(/<!--.*?-->/s, '')

/** As the system draws it: on its own ground, with round corners. */
const ROUND = 'svg{border-radius:22%}#mark{transform:scale(1.12);transform-origin:center}'
const icons = [
  { file: 'icon.png', size: 512 },
  // Android masks the outer third away, so the mark shrinks and the background comes from app.json.
  { file: 'adaptive-icon.png', size: 512, css: '#background{display:none}#mark{transform:scale(.66);transform-origin:center}' },
  { file: 'favicon.png', size: 96, css: ROUND },
  { file: '../public/icons/icon-192.png', size: 192, css: ROUND },
  { file: '../public/icons/icon-512.png', size: 512, css: ROUND },
  // The system cuts these to its own shape: all that matters stands within the inner four fifths.
  { file: '../public/icons/maskable-192.png', size: 192, css: '#mark{transform:scale(.82);transform-origin:center}' },
  { file: '../public/icons/maskable-512.png', size: 512, css: '#mark{transform:scale(.82);transform-origin:center}' },
  { file: '../public/icons/apple-touch-icon.png', size: 180 },
]

const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
  args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--disable-background-networking'],
})
try {
  for (const { file, size, css = '' } of icons) {
    const page = await browser.newPage({ viewport: { width: size, height: size } })
    await page.setContent(`<style>*{margin:0}svg{display:block;width:100vw;height:100vh}${css}</style>${svg}`)
    await page.screenshot({ path: new URL(file, assets).pathname, omitBackground: true })
    await page.close()
  }
} finally {
  await browser.close()
}
