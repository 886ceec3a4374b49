// Gives a text out of the app: in a browser as a file among the downloads.

export const handsOutFiles = true

/** true: it is on its way. */
export async function handOut(name: string, text: string): Promise<boolean> {
  const address = URL.createObjectURL(new Blob([text], { type: 'application/json' }))
  const link = document.createElement('a')
  link.href = address
  link.download = name
  link.click()
  // The download has its own hold on it by then.
  setTimeout(() => URL.revokeObjectURL(address), 10_000)
  return true
}
