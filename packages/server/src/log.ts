// Structured logs: one JSON line an event, ids only. Never a text, a name, a token, an address with a query.

import { type Logger, pino } from 'pino'

export type { Logger }

export const createLogger = (level: string): Logger =>
  pino({ level, base: null, timestamp: pino.stdTimeFunctions.isoTime, formatters: { level: (label) => ({ level: label }) } })

/** What an error may say in a log: its kind and where, never what it was given. */
export const describeError = (error: unknown): Record<string, unknown> =>
  error instanceof Error
    ? { error: error.name, error_code: 'code' in error ? String(error.code) : undefined, error_message: error.message, stack: error.stack }
    : { error: typeof error }
