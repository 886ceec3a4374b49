// How much is measured: in full, quickly to show that it works, or as the flags say.

import { parseArgs } from 'node:util'

export const HELP = `npm run bench:app [-- --quick] [--messages N] [--conversations N] [--seconds N] [--data DIR]

  --quick            5,000 messages, 200 conversations, 5 s of scrolling: shows that it works, measures little, writes no file
  --messages N       in the long conversation
  --conversations N  in the list
  --seconds N        of scrolling
  --data DIR         where the database and the browser's profile go; must be on a real disk

  Other counts than those of the full run write no file either.
`

export interface Extent {
  readonly messages: number
  readonly conversations: number
  readonly scroll_seconds: number
  readonly loads: number
  readonly openings: number
  readonly sends: number
}

const FULL: Extent = { messages: 100_000, conversations: 5_000, scroll_seconds: 60, loads: 7, openings: 9, sends: 20 }
const QUICK: Extent = { messages: 5_000, conversations: 200, scroll_seconds: 5, loads: 3, openings: 3, sends: 5 }

export interface Options {
  readonly help: boolean
  readonly data: string | undefined
  readonly extent: Extent
  readonly is_full: boolean
}

export function readOptions(args: readonly string[]): Options {
  const { values } = parseArgs({
    args: [...args],
    options: {
      quick: { type: 'boolean', default: false },
      messages: { type: 'string' },
      conversations: { type: 'string' },
      seconds: { type: 'string' },
      data: { type: 'string' },
      help: { type: 'boolean', short: 'h', default: false },
    },
  })
  const usual = values.quick ? QUICK : FULL
  const count = (text: string | undefined, fallback: number) => {
    const value = text === undefined ? fallback : Number(text)
    if (!Number.isInteger(value) || value < 1) throw new Error(`unable to measure; ${text} is no count`)
    return value
  }
  const extent = {
    ...usual,
    messages: count(values.messages, usual.messages),
    conversations: count(values.conversations, usual.conversations),
    scroll_seconds: count(values.seconds, usual.scroll_seconds),
  }
  const is_full = !values.quick && [values.messages, values.conversations, values.seconds].every((value) => value === undefined)
  return { help: values.help, data: values.data, extent, is_full }
}
