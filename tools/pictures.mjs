// `node tools/pictures.mjs`: takes the pictures in docs/screenshots anew, from a demo started for it on a free port.

import './node-version.mjs'
import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { chromium } from '@playwright/test'
import { root } from './bun.mjs'

const FLAGS = ['--no-sandbox', '--disable-gpu', '--disable-quic', '--disable-background-networking', '--force-color-profile=srgb']
const PICTURES = [
  { name: 'chat-desktop-light', person: 'ramon', scheme: 'light', width: 1280, height: 800, chat: true },
  { name: 'chat-phone-dark', person: 'marisol', scheme: 'dark', width: 390, height: 844, chat: true },
  { name: 'list-phone-light', person: 'marisol', scheme: 'light', width: 390, height: 844, chat: false },
]

const folder = mkdtempSync(join(tmpdir(), 'jobline-pictures-'))
const server = spawn(process.execPath, [join(root, 'tools', 'start.mjs'), '--port', '0', '--data', folder], {
  stdio: ['ignore', 'pipe', 'inherit'],
})
const url = await new Promise((resolve, reject) => {
  let seen = ''
  server.stdout.on('data', (chunk) => {
    seen += chunk
    const found = /http:\/\/localhost:\d+/.exec(seen)
    if (found) resolve(found[0])
  })
  server.once('exit', () => reject(new Error(`The server did not start.\n${seen}`)))
})
const browser = await chromium.launch({ executablePath: process.env.CHROME_PATH ?? '/usr/bin/chromium', args: FLAGS })
try {
  // The other side is there too, so that presence shows.
  for (const person of ['marisol', 'ramon', 'ana']) await (await browser.newPage()).goto(`${url}/demo/${person}`)
  for (const { name, person, scheme, width, height, chat } of PICTURES) {
    const context = await browser.newContext({
      viewport: { width, height },
      colorScheme: /** @type {'light' | 'dark'} */ (scheme),
      deviceScaleFactor: 2,
    })
    const page = await context.newPage()
    await page.goto(`${url}/demo/${person}`)
    const row = page.locator('[data-testid^="conversation-row-"]').filter({ hasText: 'Kitchen sink' })
    await row.waitFor()
    if (chat) {
      await row.click()
      await page.getByTestId('message-list').getByText('It has been hard to turn').waitFor()
      await page.getByTestId('chat-presence').getByText('online').waitFor()
    }
    // A focus ring is for somebody at a keyboard.
    await page.locator(':focus').evaluateAll((elements) => elements.forEach((element) => void element.blur()))
    await page.screenshot({ path: join(root, 'docs', 'screenshots', `${name}.png`) })
    console.log(`docs/screenshots/${name}.png`)
    await context.close()
  }
} finally {
  await browser.close()
  server.kill('SIGTERM')
  await new Promise((resolve) => server.once('exit', resolve))
  rmSync(folder, { recursive: true, force: true })
}
