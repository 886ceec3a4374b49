// The server as it is run in earnest: a process of its own, started by the command line, on a folder that another
// process has filled.

import { join } from 'node:path'

export interface ServedFolder {
  readonly origin: string
  stop(): Promise<void>
}

const CLI = join(import.meta.dir, '../../packages/server/src/cli.ts')

export async function serveFolder(folder: string, jwt_secret: string): Promise<ServedFolder> {
  const child = Bun.spawn([process.execPath, CLI, 'serve'], {
    env: {
      ...process.env,
      JOBLINE_HOST: '127.0.0.1',
      JOBLINE_PORT: '0',
      JOBLINE_DATA: folder,
      JOBLINE_JWT_SECRET: jwt_secret,
      JOBLINE_LOG: 'info',
      JOBLINE_DRAIN: '0',
    },
    stdout: 'pipe',
    stderr: 'inherit',
  })
  let heard = ''
  for await (const chunk of child.stdout.pipeThrough(new TextDecoderStream())) {
    heard += chunk
    const line = heard.split('\n').find((text) => text.includes('"listening"') && text.endsWith('}'))
    if (!line) continue
    return {
      origin: `http://127.0.0.1:${JSON.parse(line).port}`,
      stop: async () => {
        child.kill('SIGTERM')
        await child.exited
      },
    }
  }
  throw new Error(`the server ended with ${await child.exited} before it listened: ${heard}`)
}
