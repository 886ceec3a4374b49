// The web app as an app of its own: it can be installed, opens without a server with all that the device holds, and comes to a
// new version without taking anything from under somebody's hands.

import { cpSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, type Page, test } from '@playwright/test'
import { writeServiceWorker } from '../../tools/write-service-worker.mjs'
import { startOwnBrowser } from './own-browser.ts'
import { DIST, OwnServer } from './own-server.ts'
import { appIsKept, bubble, KITCHEN_SINK, openChat, row, say, signIn, unique, url } from './people.ts'

const versions = (page: Page) => page.evaluate(async () => (await caches.keys()).filter((name) => name.startsWith('jobline-app-')))

test('the browser finds nothing that keeps the app from being installed', async () => {
  // Playwright's own contexts are private windows, from which nothing is installed.
  await using own = await startOwnBrowser()
  const page = await signIn(own.context, 'marisol')
  await appIsKept(page)
  const session = await own.context.newCDPSession(page)
  const { installabilityErrors } = await session.send('Page.getInstallabilityErrors')
  expect(installabilityErrors).toEqual([])
  const { errors, data } = await session.send('Page.getAppManifest')
  expect(errors).toEqual([])
  const { name, display, icons } = JSON.parse(data ?? '{}')
  expect([name, display]).toEqual(['Jobline', 'standalone'])
  for (const { src, sizes } of icons) {
    const drawn = await page.evaluate(async (path: string) => {
      const { width, height } = await createImageBitmap(await (await fetch(path)).blob())
      return `${width}x${height}`
    }, src)
    expect(drawn, src).toBe(sizes)
  }
})

test('OF-1 OF-3 OF-5 with the server gone a new tab shows list, history and the banner; what is written goes out afterwards', async ({
  browser,
}) => {
  await using server = await OwnServer.start()
  const context = await browser.newContext()
  const client = await (await browser.newContext()).newPage()
  const before = await context.newPage()
  await before.goto(`${server.url}/demo/marisol`)
  await client.goto(`${server.url}/demo/ramon`)
  await openChat(before, KITCHEN_SINK)
  await openChat(client, KITCHEN_SINK)
  const [said, unsent] = [unique('The old tap is out.'), unique('Written without a server')]
  await say(before, said)
  await expect(bubble(client, said)).toBeVisible()
  await expect(bubble(before, said)).toHaveAccessibleName(/Read/)
  await appIsKept(before)
  const chat_path = new URL(before.url()).pathname
  await before.close()
  await server.stop()
  await expect(fetch(server.url)).rejects.toThrow()

  const page = await context.newPage()
  await page.goto(server.url)
  await expect(row(page, KITCHEN_SINK)).toContainText(said)
  await expect(page.getByTestId('connection-banner')).toBeVisible()
  await openChat(page, KITCHEN_SINK)
  await expect(bubble(page, said)).toBeVisible()
  await say(page, unsent)
  await expect(bubble(page, unsent)).toHaveAccessibleName(/Waiting/)
  await page.close()

  // By a link to the chat, and by the demo's own link, in tabs that know nobody either.
  const second = await context.newPage()
  await second.goto(server.url + chat_path)
  await expect(bubble(second, unsent)).toHaveAccessibleName(/Waiting/)
  await second.close()
  const third = await context.newPage()
  await third.goto(`${server.url}/demo/marisol`)
  await openChat(third, KITCHEN_SINK)
  await expect(bubble(third, unsent)).toHaveAccessibleName(/Waiting/)

  await server.start()
  // Sooner than by waiting for the next try.
  for (const tab of [client, third]) await tab.evaluate(() => dispatchEvent(new Event('online')))
  for (const text of [said, unsent]) await expect(bubble(client, text)).toHaveCount(1, { timeout: 40_000 })
  await expect(bubble(third, unsent)).toHaveAccessibleName(/Sent|Delivered|Read/, { timeout: 40_000 })
  await expect(third.getByTestId('connection-banner')).toBeHidden()
  await context.close()
  await client.context().close()
})

test('MF-4 OF-1 without a server the picker opens, with its own language’s names once they were of use', async ({ browser }) => {
  await using server = await OwnServer.start()
  const context = await browser.newContext({ locale: 'es' })
  /** Opens a chat in a new tab, and in it the picker. */
  const openPicker = async (path: string) => {
    const page = await context.newPage()
    await page.goto(server.url + path)
    await openChat(page, KITCHEN_SINK)
    await page.locator('[data-testid^="message-"][role="article"]').last().focus()
    await page.keyboard.press('+')
    await expect(page.getByTestId('emoji-grid')).toBeVisible()
    return page
  }
  const look = (page: Page, words: string) => page.getByTestId('emoji-search').fill(words)
  const heart = (page: Page) => page.getByTestId('emoji-❤️').first()
  await context.route('**/annotations-*', (route) => route.abort())
  const without = await openPicker('/demo/marisol')
  await appIsKept(without)
  await look(without, 'corazon rojo')
  await expect(without.getByTestId('emoji-grid')).toBeHidden()
  await look(without, 'red heart')
  await expect(heart(without)).toBeVisible()
  await without.close()
  await context.unroute('**/annotations-*')
  const used = await openPicker('/demo/marisol')
  await look(used, 'corazon rojo')
  await expect(heart(used)).toBeVisible()
  await used.close()
  await server.stop()
  const alone = await openPicker('/')
  await expect(alone.getByTestId('connection-banner')).toBeVisible()
  await look(alone, 'corazon rojo')
  await expect(heart(alone)).toHaveAccessibleName('corazón rojo')
  await context.close()
})

test('AC-4 who has signed out is not gone on as, with a server or without', async ({ context }) => {
  const page = await signIn(context, 'marisol')
  await appIsKept(page)
  await page.getByTestId('account').filter({ visible: true }).click()
  await expect(page.getByTestId('demo-sign-in')).toBeVisible()
  await page.route('**/api/**', (route) => route.abort())
  const other = await context.newPage()
  await other.route('**/api/**', (route) => route.abort())
  for (const tab of [page, other]) {
    for (const path of ['/', '/demo/marisol']) {
      await tab.goto(url() + path)
      await expect(tab.getByTestId('sign-in-problem')).toBeVisible()
    }
  }
})

/** The app as it would be exported after a change: its script has another name, and the page names it. */
function nextVersion(): { folder: string; script: string } {
  const folder = mkdtempSync(join(tmpdir(), 'jobline-next-'))
  cpSync(DIST, folder, { recursive: true })
  const page = readFileSync(join(folder, 'index.html'), 'utf8')
  const old = /_expo\/static\/js\/web\/entry-[0-9a-f]+\.js/.exec(page)?.[0] ?? ''
  const script = old.replace(/-[0-9a-f]+/, `-${'0123456789abcdef'.repeat(2)}`)
  renameSync(join(folder, old), join(folder, script))
  writeFileSync(join(folder, 'index.html'), page.replace(old, script))
  writeServiceWorker(folder)
  return { folder, script: `/${script}` }
}

const scriptOf = (page: Page) => page.locator('script[src*="/entry-"]').getAttribute('src')

test('a new version waits while somebody looks, and is there once nobody has for a minute', async () => {
  await using own = await startOwnBrowser()
  const next = nextVersion()
  // The same address as that of the server which the browser's proxy leads to.
  await using server = await OwnServer.start()
  const page = await own.context.newPage()
  await page.clock.install()
  await page.goto(`${server.url}/demo/marisol`)
  await openChat(page, KITCHEN_SINK)
  await appIsKept(page)
  const [old_version] = await versions(page)
  const old_script = await scriptOf(page)
  await server.stop()
  await server.start(next.folder)

  const waiting = await page.evaluate(async () => {
    const registration = await navigator.serviceWorker.ready
    await registration.update()
    const coming = registration.installing ?? registration.waiting
    while (coming?.state === 'installing') await new Promise((resolve) => coming.addEventListener('statechange', resolve, { once: true }))
    return coming?.state
  })
  expect(waiting).toBe('installed')
  // In use: it stays as it is, with all its files, also where the server has them no longer.
  await page.evaluate(() => Object.assign(window, { is_the_same: true }))
  await page.clock.fastForward(120_000)
  const draft = unique('Half a sentence')
  await page.getByTestId('composer-input').fill(draft)
  expect(await scriptOf(page)).toBe(old_script)
  expect(await page.evaluate(async (path) => (await fetch(path)).status, old_script as string)).toBe(200)
  expect((await fetch(server.url + old_script)).status).toBe(404)
  expect(await page.evaluate(() => 'is_the_same' in window)).toBe(true)

  const reloaded = page.waitForEvent('load')
  const elsewhere = await own.context.newPage()
  await elsewhere.bringToFront()
  // A page that nobody sees draws nothing: it has to be asked.
  await expect.poll(() => page.evaluate(() => document.visibilityState)).toBe('hidden')
  await page.clock.fastForward(61_000)
  await reloaded
  await page.bringToFront()
  expect(await scriptOf(page)).toBe(next.script)
  await expect(page.getByTestId('composer-input')).toHaveValue(draft)
  await expect.poll(async () => (await versions(page)).length).toBe(1)
  expect(await versions(page)).not.toContain(old_version)
  rmSync(next.folder, { recursive: true, force: true })
})

test('a new version that waited is there when the page is opened again, and a second window does not lose its own', async ({ browser }) => {
  const next = nextVersion()
  await using server = await OwnServer.start()
  const context = await browser.newContext()
  const [page, beside] = [await context.newPage(), await context.newPage()]
  for (const tab of [page, beside]) {
    await tab.goto(`${server.url}/demo/marisol`)
    await openChat(tab, KITCHEN_SINK)
    await appIsKept(tab)
  }
  const old_script = await scriptOf(page)
  await server.stop()
  await server.start(next.folder)
  const update = () =>
    page.evaluate(async () => {
      const registration = await navigator.serviceWorker.ready
      await registration.update()
      const coming = registration.installing
      while (coming?.state === 'installing') await new Promise((resolve) => coming.addEventListener('statechange', resolve, { once: true }))
      return registration.waiting !== null
    })
  expect(await update()).toBe(true)
  // The other window is looked at: the page that is opened again stays with the version of both.
  await page.reload()
  await expect(page.getByTestId('composer-input')).toBeVisible()
  await appIsKept(page)
  expect(await update()).toBe(true)
  expect([await scriptOf(page), await scriptOf(beside)]).toEqual([old_script, old_script])
  await beside.close()
  await page.reload()
  await expect.poll(() => scriptOf(page).catch(() => undefined)).toBe(next.script)
  await expect(page.getByTestId('composer-input')).toBeVisible()
  await context.close()
  rmSync(next.folder, { recursive: true, force: true })
})

test('data is never kept: what the server says of people and chats is asked for anew', async ({ context }) => {
  const page = await signIn(context, 'marisol')
  await appIsKept(page)
  const kept = await page.evaluate(async () => {
    const paths: string[] = []
    for (const name of await caches.keys()) for (const { url } of await (await caches.open(name)).keys()) paths.push(new URL(url).pathname)
    return paths
  })
  expect(kept).toContain('/')
  expect(kept).toContain(await scriptOf(page))
  expect(kept.filter((path) => /^\/(api|ws|healthz|readyz|metrics)/.test(path))).toEqual([])
  // An address of the server's own is not answered by the app, though the app answers for addresses it does not know.
  expect((await page.goto(`${url()}/healthz`))?.headers()['content-type']).toContain('json')
  expect((await page.goto(`${url()}/any/address`))?.headers()['content-type']).toContain('html')
})
