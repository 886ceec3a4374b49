// The screens in every state, at full length: `npm run prove -- screens`. The same browser and the same server as in
// tests/browser, which `npm test` runs.

import { defineConfig } from '@playwright/test'
import browser from '../browser/playwright.config.ts'

export default defineConfig(browser, {
  testDir: '.',
  outputDir: '../../test-results/screens',
  globalSetup: '../browser/start-server.ts',
})
