// Also for a runtime without what the rest of the testkit needs.

export { until } from '@jobline/testkit/until'
