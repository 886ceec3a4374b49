// A whole server in this process, with the marketplace that runs beside it. The only file that third-party-client.test.ts
// needs of the packages, and only to have something to talk to.

import { startTestServer, TestClock, type TestServerOptions } from '@jobline/testkit'
import { Marketplace } from './marketplace.ts'

export interface BootedPlace {
  readonly market: Marketplace
  /** Folder of the server's database. */
  readonly folder: string
  /** Stops and starts the server on the same folder and port. */
  restart(): Promise<void>
  stop(): Promise<void>
}

export interface BootedPlaceOfOurTime extends BootedPlace {
  readonly clock: TestClock
}

/** Limits of rates are out of the way unless `environment` sets them. */
export async function bootPlace(options: TestServerOptions = {}): Promise<BootedPlace> {
  const server = await startTestServer({ ...options, environment: { JOBLINE_WAITING_PER_ADDRESS: '1000', ...options.environment } })
  const now = () => options.clock?.now() ?? Date.now()
  return {
    market: new Marketplace({ origin: server.url, service_key: server.service_key, jwt_secret: server.jwt_secret, now }),
    folder: server.data_dir,
    restart: () => server.restart(),
    stop: () => server.stop(),
  }
}

/** The same, with a clock that stands still until the test moves it. */
export async function bootPlaceOfOurTime(environment: TestServerOptions['environment'] = {}): Promise<BootedPlaceOfOurTime> {
  const clock = new TestClock()
  return { ...(await bootPlace({ clock, environment })), clock }
}
