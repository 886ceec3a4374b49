// Somebody else's app, of twenty lines, built as they would build it: the list, a chat, and a message each way.

import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, test } from '@playwright/test'
import { ensureExampleExport } from '../../tools/web-export.mjs'
import { bubble, KITCHEN_SINK, openChat, row, say, unique } from './people.ts'
import { startDemo } from './start-server.ts'

const root = fileURLToPath(new URL('../..', import.meta.url))

test('AC-1 CV-1 CH-1 the example of an integrator has fewer than 20 lines, builds, and chats', async ({ browser }) => {
  test.setTimeout(240_000)
  const source = readFileSync(join(root, 'examples', 'expo-app', 'App.tsx'), 'utf8')
  expect(source.trimEnd().split('\n').length).toBeLessThan(20)
  const dist = await ensureExampleExport(root)
  const example = await startDemo(['--web', dist])
  try {
    const worker = await browser.newPage()
    await worker.goto(example.url)
    await expect(row(worker, KITCHEN_SINK)).toBeVisible()
    await openChat(worker, KITCHEN_SINK)
    const text = unique('From another app')
    await say(worker, text)
    await expect(bubble(worker, text)).toHaveAccessibleName(/Sent|Delivered|Read/)
    await worker.getByTestId('chat-back').click()
    await expect(row(worker, KITCHEN_SINK)).toContainText(text)
    await worker.close()
  } finally {
    await example.stop()
  }
})
