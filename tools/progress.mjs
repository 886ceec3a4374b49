// Shows that something long is still going: one line that counts seconds, or in a log a line every half minute.
// Owns what a person sees while waiting; knows nothing of what is being done.

/**
 * @template T
 * @param {string} label
 * @param {() => Promise<T>} work
 * @param {{stream?: NodeJS.WriteStream, brief?: boolean}} [options] brief: leave no line behind when it is done
 * @returns {Promise<T>}
 */
export async function withProgress(label, work, { stream = process.stdout, brief = false } = {}) {
  const started = performance.now()
  const seconds = () => `${Math.round((performance.now() - started) / 1000)} s`
  const tty = stream.isTTY === true
  const show = () => stream.write(tty ? `\r${label} ${seconds()} ` : `${label} ${seconds()}\n`)
  if (tty) show()
  else if (!brief) stream.write(`${label}\n`)
  const timer = setInterval(show, tty ? 1000 : 30_000)
  try {
    const result = await work()
    if (brief) stream.write(tty ? '\r\u001b[K' : '')
    else stream.write(`${tty ? '\r' : ''}${label} done in ${seconds()}\n`)
    return result
  } catch (error) {
    if (tty) stream.write('\n')
    throw error
  } finally {
    clearInterval(timer)
  }
}
