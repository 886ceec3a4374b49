// Entry `@jobline/client/alerts`.

export type { Alert, Alerts, AlertsOptions } from './alerts.ts'
export { createAlerts } from './create-alerts.ts'
