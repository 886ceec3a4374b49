// The endpoint table as OpenAPI 3.1: its schemas are JSON Schema already.

import { ERRORS, PROTOCOL_VERSION } from '@jobline/protocol'
import { ENDPOINTS, type Endpoint } from '@jobline/protocol/schemas'

const errorSchema = {
  type: 'object',
  required: ['code', 'message', 'retryable'],
  properties: {
    code: { type: 'string', enum: Object.keys(ERRORS) },
    message: { type: 'string' },
    retryable: { type: 'boolean' },
    path: { type: 'string' },
    retry_after_ms: { type: 'integer' },
  },
}

export function openApi(): unknown {
  const paths: Record<string, Record<string, unknown>> = {}
  for (const [name, endpoint] of Object.entries(ENDPOINTS) as [string, Endpoint][]) {
    paths[endpoint.path] ??= {}
    ;(paths[endpoint.path] as Record<string, unknown>)[endpoint.method.toLowerCase()] = operation(name, endpoint)
  }
  return {
    openapi: '3.1.0',
    info: { title: 'Jobline', version: String(PROTOCOL_VERSION) },
    paths,
    components: {
      securitySchemes: {
        user: { type: 'http', scheme: 'bearer', bearerFormat: 'JWT' },
        service: { type: 'http', scheme: 'bearer' },
      },
    },
  }
}

function operation(name: string, endpoint: Endpoint): unknown {
  const { audience } = endpoint
  const parameters = [...parametersOf('path', endpoint.params), ...parametersOf('query', endpoint.query)]
  return {
    operationId: name,
    summary: endpoint.summary,
    ...(audience === 'user' || audience === 'service' ? { security: [{ [audience]: [] }] } : {}),
    ...(parameters.length === 0 ? {} : { parameters }),
    ...(endpoint.body ? { requestBody: { required: true, content: { 'application/json': { schema: endpoint.body } } } } : {}),
    responses: {
      '200': { description: 'Done.', content: { 'application/json': { schema: endpoint.result } } },
      default: {
        description: `An error: ${endpoint.errors.join(', ') || 'see docs/protocol.md'}.`,
        content: { 'application/json': { schema: errorSchema } },
      },
    },
  }
}

function parametersOf(place: 'path' | 'query', schema: unknown): unknown[] {
  const { properties = {}, required = [] } = (schema ?? {}) as { properties?: Record<string, unknown>; required?: string[] }
  return Object.entries(properties).map(([name, property]) => ({ name, in: place, required: required.includes(name), schema: property }))
}
