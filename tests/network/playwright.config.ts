// Two people on bad networks, in a real Chromium each. Minutes of waiting for the wall clock, so not part of `npm test`:
// `npm run prove -- network-slow network-broken` runs it.

import { defineConfig } from '@playwright/test'

export default defineConfig({
  testDir: '.',
  outputDir: '../../test-results/network',
  globalSetup: './start-server.ts',
  fullyParallel: false,
  workers: 1,
  retries: 0,
  timeout: 5 * 60_000,
  expect: { timeout: 30_000 },
  forbidOnly: true,
  reporter: process.env.JOBLINE_REPORT ? [['list'], ['json', { outputFile: process.env.JOBLINE_REPORT }]] : 'list',
})
