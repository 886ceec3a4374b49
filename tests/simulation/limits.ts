// The server's limits during a simulation: those of a server that nobody configured.

import { readConfig } from '@jobline/server'

export const LIMITS = readConfig({ JOBLINE_DEMO: '1' }).limits
