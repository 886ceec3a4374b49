// The app in a real Chromium against the server that `npm start` runs, on a free port and a folder of its own.

import { defineConfig } from '@playwright/test'
import { ACTION_LIMIT_MS, CHROMIUM, CHROMIUM_FLAGS } from './chromium-flags.ts'

export default defineConfig({
  testDir: '.',
  outputDir: '../../test-results/browser',
  globalSetup: './start-server.ts',
  fullyParallel: false,
  // They wait more than they work.
  workers: 2,
  retries: 0,
  // For a whole test on a slow machine: what a step may take is said below, and shorter.
  timeout: 120_000,
  expect: { timeout: 10_000 },
  forbidOnly: true,
  use: {
    actionTimeout: ACTION_LIMIT_MS,
    trace: 'retain-on-failure',
    screenshot: 'only-on-failure',
    launchOptions: {
      executablePath: CHROMIUM,
      args: CHROMIUM_FLAGS,
    },
  },
})
