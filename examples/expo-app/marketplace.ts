// Stands for what an app has already: who is signed in, and its own backend's way to a chat token. Here the backend is the
// demo of a Jobline server, so that the example runs: `npm start` in the repository, then open it.

export const chat_url = process.env.EXPO_PUBLIC_JOBLINE_URL ?? (globalThis.location?.origin || 'http://localhost:8001')

export const my_id = 'marisol'

/** Any error is tried again by the client. */
export async function getChatToken(): Promise<string> {
  const response = await fetch(`${chat_url}/api/demo/marisol/token/`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: '{}',
  })
  if (!response.ok) throw new Error(`No chat token: ${response.status}`)
  const { token } = (await response.json()) as { token: string }
  return token
}
