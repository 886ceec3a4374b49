// What other packages may use of the server: starting one, and signing tokens for it.

export { signToken } from './auth/token-verifier.ts'
export { BadSetting, type Config, type Environment, readConfig, SETTINGS } from './config.ts'
export { seedDemo } from './demo/seed-demo.ts'
export { DomainError } from './domain/domain-error.ts'
export { type Clock, type Ports, systemClock } from './domain/ports.ts'
export { PortBusy } from './http/listener.ts'
export { createLogger } from './log.ts'
export { BackupFailed, backup, restore } from './operate/backup.ts'
export { DataInUse } from './operate/data-lock.ts'
export { type RunningServer, startServer, systemPorts } from './server.ts'
export { DATABASE_FILE, SqliteStore } from './store/sqlite/sqlite-store.ts'
export type { Store } from './store/store.ts'
