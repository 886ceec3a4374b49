// Development only: what tests, benches and an integrator's own tests build on.

export { bunSqlFile } from './bun-sql-file.ts'
export * as eg from './example-data.ts'
export type { Cut, Direction, Weather } from './fault-link.ts'
export { FaultProxy, type FaultProxyOptions } from './fault-proxy.ts'
export { chooseSeed, SeededRandom } from './seeded-random.ts'
export { TestClock } from './test-clock.ts'
export { type Answer, startTestServer, type TestServer, type TestServerOptions } from './test-server.ts'
export { TestSocket, type TestSocketOptions } from './test-socket.ts'
export { UpgradeBlockingProxy, type UpgradeFate } from './upgrade-blocking-proxy.ts'
