// Entry `@jobline/client/alerts`.

export type { Alert, Alerts, AlertsOptions } from './alerts.ts'
export { claimInTabs } from './claim-in-tabs.ts'
export { createAlerts } from './create-alerts.ts'
