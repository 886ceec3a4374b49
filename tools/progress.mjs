// Shows that something long is still going: one line that counts seconds, or in a log one line every ten.
// Owns what a person sees while waiting; knows nothing of what is being done.

/**
 * @template T
 * @param {string} label
 * @param {() => Promise<T>} work
 * @param {{stream?: NodeJS.WriteStream}} [options]
 * @returns {Promise<T>}
 */
export async function withProgress(label, work, { stream = process.stdout } = {}) {
  const started = performance.now()
  const seconds = () => `${Math.round((performance.now() - started) / 1000)} s`
  const tty = stream.isTTY === true
  if (!tty) stream.write(`${label}\n`)
  const timer = setInterval(() => stream.write(tty ? `\r${label} ${seconds()} ` : `  ${seconds()}\n`), tty ? 1000 : 10_000)
  if (tty) stream.write(`${label} `)
  try {
    const result = await work()
    stream.write(tty ? `\r${label} done in ${seconds()}\n` : `  done in ${seconds()}\n`)
    return result
  } catch (error) {
    if (tty) stream.write('\n')
    throw error
  } finally {
    clearInterval(timer)
  }
}
