// A whole server in this process: real sockets on a free port, a real database in a temporary folder. The
// clock is the test's if it asks for one.

import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import {
  createLogger,
  type Environment,
  type Ports,
  type RunningServer,
  readConfig,
  signToken,
  startServer,
  systemPorts,
} from '@jobline/server'
import * as eg from './example-data.ts'
import type { TestClock } from './test-clock.ts'
import { TestSocket, type TestSocketOptions } from './test-socket.ts'

export interface TestServerOptions {
  /** Time stands still until the test advances it. Without one the server runs on real time. */
  readonly clock?: TestClock
  /** JOBLINE_* settings beside the test's own. */
  readonly environment?: Environment
  /** Folder of the database; a temporary one, removed at the end, where absent. */
  readonly data_dir?: string
  readonly ports?: Partial<Ports>
}

export interface Answer<T = unknown> {
  readonly status: number
  readonly headers: Headers
  readonly body: T
}

export interface TestServer extends AsyncDisposable {
  readonly url: string
  readonly ws_url: string
  readonly port: number
  readonly data_dir: string
  readonly jwt_secret: string
  readonly service_key: string
  readonly running: RunningServer
  /** A token of this person, an hour long by the server's clock. */
  token(user_id: string, options?: { lifetime_ms?: number; jti?: string; now?: number }): Promise<string>
  /** A signed-in socket on `/ws/`, or on the door of one conversation; its `hello` is taken. */
  connect(user_id: string, options?: TestSocketOptions & { conversation_id?: string }): Promise<TestSocket>
  /** REST as this person; without one as nobody. */
  call<T = unknown>(
    method: string,
    path: string,
    options?: { user_id?: string; token?: string; body?: unknown; headers?: Record<string, string> },
  ): Promise<Answer<T>>
  /** REST as the marketplace's backend. Rejects where the answer is not a success. */
  integrate<T = unknown>(method: string, path: string, body?: unknown): Promise<T>
  /** A worker and a client with a conversation about a job. Ids from `eg` where not given. */
  openConversation(ids?: { job_id?: string; worker_id?: string; client_id?: string }): Promise<string>
  /** Stops and starts again on the same folder and port. */
  restart(): Promise<void>
  stop(): Promise<void>
}

/** High enough never to be met by accident; tests of limits set their own. */
const GENEROUS: Environment = {
  JOBLINE_RATE_FRAMES: '1000000/1000000',
  JOBLINE_RATE_CHANGES: '1000000/1000000',
  JOBLINE_RATE_TYPING: '1000000/1000000',
  JOBLINE_RATE_CONNECTS: '1000000/1000000',
  JOBLINE_RATE_ADMISSIONS: '1000000/1000000',
  JOBLINE_RATE_REQUESTS: '1000000/1000000',
  JOBLINE_RATE_REPORTS: '1000000/1000000',
  JOBLINE_SOCKETS_PER_USER: '1000',
}

export async function startTestServer(options: TestServerOptions = {}): Promise<TestServer> {
  const temporary = options.data_dir === undefined
  const data_dir = options.data_dir ?? mkdtempSync(join(tmpdir(), 'jobline-test-'))
  const jwt_secret = options.environment?.JOBLINE_JWT_SECRET ?? 'a test secret of more than thirty-two bytes'
  const service_key = options.environment?.JOBLINE_SERVICE_KEY ?? 'test-service-key-of-more-than-thirty-two-bytes'
  const demo = options.environment?.JOBLINE_DEMO === '1'
  const environment: Environment = {
    JOBLINE_HOST: '127.0.0.1',
    JOBLINE_PORT: '0',
    JOBLINE_DATA: data_dir,
    JOBLINE_LOG: 'silent',
    JOBLINE_DRAIN: '0',
    JOBLINE_SERVICE_KEY: service_key,
    ...(demo ? {} : { JOBLINE_JWT_SECRET: jwt_secret }),
    ...GENEROUS,
    ...options.environment,
  }
  const ports: Ports = { ...systemPorts, ...(options.clock ? { clock: options.clock } : {}), ...options.ports }
  const start = (port: number) => {
    const config = readConfig({ ...environment, JOBLINE_PORT: String(port || environment.JOBLINE_PORT) })
    return startServer(config, createLogger(config.log_level), ports)
  }
  let running = await start(0)
  const { port } = running
  const url = `http://127.0.0.1:${port}`
  const ws_url = `ws://127.0.0.1:${port}`

  const server: TestServer = {
    url,
    ws_url,
    port,
    data_dir,
    service_key,
    get jwt_secret() {
      return running.jwt_secret
    },
    get running() {
      return running
    },
    token: (user_id, { lifetime_ms = 3_600_000, jti, now = ports.clock.now() } = {}) =>
      signToken({ secret: running.jwt_secret, user_id, now, lifetime_ms, ...(jti === undefined ? {} : { jti }) }),
    async connect(user_id, { conversation_id, ...rest } = {}) {
      const path = conversation_id === undefined ? '/ws/' : `/ws/chat/${conversation_id}/`
      const socket = await TestSocket.dial(`${ws_url}${path}`, { token: await server.token(user_id), ...rest })
      await socket.next('hello')
      return socket
    },
    async call<T>(
      method: string,
      path: string,
      { user_id, token, body, headers = {} }: { user_id?: string; token?: string; body?: unknown; headers?: Record<string, string> } = {},
    ) {
      const bearer = token ?? (user_id === undefined ? undefined : await server.token(user_id))
      const response = await fetch(`${url}${path}`, {
        method,
        headers: {
          ...(bearer === undefined ? {} : { authorization: `Bearer ${bearer}` }),
          ...(body === undefined ? {} : { 'content-type': 'application/json' }),
          ...headers,
        },
        ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
      })
      const text = await response.text()
      const is_json = response.headers.get('content-type')?.startsWith('application/json')
      return { status: response.status, headers: response.headers, body: (is_json ? JSON.parse(text) : text) as T }
    },
    async integrate<T>(method: string, path: string, body?: unknown) {
      const answer = await server.call<T>(method, path, { token: service_key, ...(body === undefined ? {} : { body }) })
      if (answer.status >= 300) throw new Error(`unable to ${method} ${path}; ${answer.status} ${JSON.stringify(answer.body)}`)
      return answer.body
    },
    async openConversation({ job_id = eg.job().id, worker_id = eg.worker.id, client_id = eg.client.id } = {}) {
      const nameOf = (id: string) => [eg.worker, eg.client, eg.stranger].find((person) => person.id === id)?.name ?? id
      for (const id of [worker_id, client_id]) await server.integrate('PUT', `/api/integration/users/${id}/`, { name: nameOf(id) })
      const { id: _id, ...job } = eg.job()
      await server.integrate('PUT', `/api/integration/jobs/${job_id}/`, job)
      const opened = await server.integrate<{ conversation_id: string }>('PUT', `/api/integration/jobs/${job_id}/conversations/`, {
        worker_id,
        client_id,
      })
      return opened.conversation_id
    },
    async restart() {
      await running.stop()
      running = await start(port)
    },
    async stop() {
      await running.stop()
      if (temporary) rmSync(data_dir, { recursive: true, force: true })
    },
    [Symbol.asyncDispose]: () => server.stop(),
  }
  return server
}
