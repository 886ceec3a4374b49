// The server goes away and comes back; what was typed in between arrives, once.

import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, test } from '@playwright/test'
import { bubble, KITCHEN_SINK, openChat, row, unique } from './people.ts'

const root = fileURLToPath(new URL('../..', import.meta.url))

test('AC-5 AC-9 OF-1 TS-2 TS-3 a text written while the server is gone is kept, marked, and sent once when it is back', async ({
  browser,
}) => {
  const folder = mkdtempSync(join(tmpdir(), 'jobline-restart-'))
  const port = await freePort()
  let server = await start(port, folder)
  const worker = await (await browser.newContext()).newPage()
  const client = await (await browser.newContext()).newPage()
  for (const [page, name] of [
    [worker, 'marisol'],
    [client, 'ramon'],
  ] as const) {
    await page.goto(`http://localhost:${port}/demo/${name}`)
    await openChat(page, KITCHEN_SINK)
  }
  await kill(server)
  await expect(worker.getByTestId('connection-banner')).toBeVisible()
  const [first, second] = [unique('Written in the dark'), unique('And another one')]
  for (const text of [first, second]) {
    await worker.getByTestId('composer-input').fill(text)
    await worker.getByTestId('send-button').click()
    await expect(bubble(worker, text)).toHaveAccessibleName(/Waiting|Queued|Sending/i)
  }
  server = await start(port, folder)
  for (const text of [first, second]) {
    await expect(bubble(client, text)).toBeVisible({ timeout: 40_000 })
    await expect(bubble(client, text)).toHaveCount(1)
    await expect(bubble(worker, text)).toHaveAccessibleName(/Sent|Delivered|Read/)
  }
  await expect(worker.getByTestId('connection-banner')).toBeHidden()
  await expect(row(worker, KITCHEN_SINK)).toContainText(second)
  await kill(server)
  rmSync(folder, { recursive: true, force: true })
})

async function start(port: number, folder: string): Promise<ChildProcess> {
  const script = join(root, 'tools', 'start.mjs')
  const child = spawn(process.execPath, [script, '--port', String(port), '--data', folder], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  await new Promise<void>((resolve, reject) => {
    child.stdout?.on('data', (chunk: Buffer) => chunk.includes('/demo/') && resolve())
    child.once('exit', (code) => reject(new Error(`unable to start the server; it ended with ${code}`)))
  })
  return child
}

function kill(child: ChildProcess): Promise<unknown> {
  const ended = new Promise((resolve) => child.once('exit', resolve))
  child.kill('SIGTERM')
  return ended
}

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const probe = createServer().listen(0, '127.0.0.1', () => {
      const { port } = probe.address() as { port: number }
      probe.close(() => resolve(port))
    })
  })
}
