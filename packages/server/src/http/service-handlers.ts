// What operators and tools ask: alive, ready, metrics, the API's description.

import type { EndpointName } from '@jobline/protocol'
import { DomainError } from '../domain/domain-error.ts'
import type { Handlers } from './handlers.ts'
import { openApi } from './openapi.ts'

type ServiceEndpoint = Extract<EndpointName, 'health' | 'ready' | 'metrics' | 'openapi'>

export function serviceHandlers(options: { isReady: () => boolean; metricsText: () => Promise<string> }): Handlers<ServiceEndpoint> {
  const description = openApi()
  return {
    health: async () => ({ body: { status: 'ok' } }),
    ready: async () => {
      if (!options.isReady()) throw new DomainError('unavailable')
      return { body: { status: 'ready' } }
    },
    metrics: async () => ({ body: await options.metricsText() }),
    openapi: async () => ({ body: description }),
  }
}
