// A failure that has a sentence for a person: what is wrong and what to do. Commands print it without a
// stack; anything else that is thrown is our own fault and keeps its stack.

export class Problem extends Error {
  /** @override */
  name = 'Problem'
}

/**
 * Runs a command's main function; its result is the exit code.
 *
 * @param {() => Promise<number>} main
 */
export async function runMain(main) {
  try {
    process.exitCode = await main()
  } catch (error) {
    console.error(error instanceof Problem ? `\n${error.message}` : error)
    process.exitCode = 1
  }
}
