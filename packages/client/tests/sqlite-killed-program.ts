// Run as a process of its own by sqlite-versions.test.ts: opens the cache of a file, and kills itself at the driver's
// call number `kill_at`. Prints how many calls it took where it lives to the end.

import { createSqliteCache, type SqlFile } from '@jobline/client/sqlite'
import { bunSqlFile } from '@jobline/testkit'

const [path = '', kill_at = '0', control] = process.argv.slice(2)
let calls = 0
async function count<T>(call: () => Promise<T>): Promise<T> {
  if (++calls === Number(kill_at)) process.kill(process.pid, 'SIGKILL')
  return call()
}

const counted = (file: SqlFile): SqlFile => ({
  name: file.name,
  // The control: what is salvaged does not survive this process.
  beside: (suffix) => counted(control ? bunSqlFile(':memory:') : file.beside(suffix)),
  remove: () => count(() => file.remove()),
  open: () =>
    count(async () => {
      const database = await file.open()
      return {
        exec: (sql) => count(() => database.exec(sql)),
        run: (sql, params) => count(() => database.run(sql, params)),
        all: <Row>(sql: string, params: Parameters<typeof database.all>[1]) => count(() => database.all<Row>(sql, params)),
        close: () => count(() => database.close()),
      }
    }),
})

const cache = createSqliteCache(counted(bunSqlFile(path)))
await cache.load()
await cache.close()
console.log(calls)
