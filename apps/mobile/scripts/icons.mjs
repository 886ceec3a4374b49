// Draws assets/*.png from assets/icon.svg with a headless Chromium. Run it only after changing the SVG:
//   node apps/mobile/scripts/icons.mjs
import { readFile } from 'node:fs/promises'
import { chromium } from '@playwright/test'

const assets = new URL('../assets/', import.meta.url)
const svg = (await readFile(new URL('icon.svg', assets), 'utf8')).replace(/<!--.*?-->/s, '')

const icons = [
  { file: 'icon.png', size: 512 },
  // Android masks the outer third away, so the mark shrinks and the background comes from app.json.
  { file: 'adaptive-icon.png', size: 512, css: '#background{display:none}#mark{transform:scale(.66);transform-origin:center}' },
  { file: 'favicon.png', size: 96, css: 'svg{border-radius:22%}#mark{transform:scale(1.12);transform-origin:center}' },
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
