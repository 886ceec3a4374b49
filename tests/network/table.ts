// What a proof has measured, as a table under its tests.

const tables = new Map<string, Record<string, string>[]>()

export function note(table: string, row: Record<string, string>): void {
  tables.set(table, [...(tables.get(table) ?? []), row])
}

export function printTables(): void {
  for (const [name, rows] of tables) {
    const columns = [...new Set(rows.flatMap((row) => Object.keys(row)))]
    const width = (column: string) => Math.max(column.length, ...rows.map((row) => (row[column] ?? '').length))
    const print = (cell: (column: string) => string) =>
      console.log(
        columns
          .map((column) => cell(column).padEnd(width(column)))
          .join('  ')
          .trimEnd(),
      )
    console.log(`\n${name}`)
    print((column) => column)
    for (const row of rows) print((column) => row[column] ?? '')
  }
  tables.clear()
}

export const seconds = (ms: number): string => `${(ms / 1_000).toFixed(1)} s`
