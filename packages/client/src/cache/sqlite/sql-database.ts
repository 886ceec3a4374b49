// Port below the SQLite cache: one database file, by whatever driver the platform has (expo-sqlite on phones,
// bun:sqlite in tests). It knows SQL and no table. Transactions are the cache's: it alone uses the connection.

export type SqlValue = string | number | null

export interface SqlDatabase {
  /** One or more statements without parameters. */
  exec(sql: string): Promise<void>
  run(sql: string, params: readonly SqlValue[]): Promise<void>
  all<Row>(sql: string, params: readonly SqlValue[]): Promise<Row[]>
  close(): Promise<void>
}

export interface SqlFile {
  /** Tells this file from any other: caches of one name in one process take turns. */
  readonly name: string
  /** A connection of its own. The file is made where there is none. */
  open(): Promise<SqlDatabase>
  /**
   * Deletes the file, and after it what SQLite keeps beside it (`-wal`, `-shm`, `-journal`): without a file a leftover of
   * those means nothing, but a file without its log lacks what was written last. Fine where there is none.
   */
  remove(): Promise<void>
  /** A second file of this one, told apart by `suffix`. */
  beside(suffix: string): SqlFile
}
