// Which parts of a text can be opened: addresses of the web and of mail, and phone numbers written with their country. Pure.
// Only these four schemes exist here, so no text can make anything else of a tap. What a link says and where it leads are
// the same words; where they could be mistaken for others (letters of another script), the host is told as it is sent.

export interface LinkPart {
  readonly text: string
  /** Absent: plain text. */
  readonly href?: string
  /** The host in ASCII, where the text holds letters that look like others: `xn--pypal-4ve.com`. */
  readonly real_host?: string
}

// An address begins at the start of a word. Characters that browsers show and people type within one; no spaces, quotes, angle brackets.
const FOUND =
  /(?<![\p{L}\p{N}_@.:/-])(?:(?<url>https?:\/\/[^\s<>"“”«»‘’\u2066-\u2069\u202a-\u202e\u200e\u200f]+)|(?<mail>[\p{L}\p{N}._%+-]{1,64}@(?:[\p{L}\p{N}-]{1,63}\.)+\p{L}{2,24})|(?<www>www\.[^\s<>"“”«»‘’\u2066-\u2069\u202a-\u202e\u200e\u200f]+\.[^\s<>"“”«»‘’\u2066-\u2069\u202a-\u202e\u200e\u200f]+)|(?<bare>(?:[a-z0-9-]{1,63}\.){1,4}(?:com|org|net|ph|io|app|dev|info|gov|edu|me|es|mx|ae|sa)(?:\/[^\s<>"“”«»‘’]*)?)|(?<tel>\+\d(?:[\s().-]?\d){6,14}))(?![\p{L}\p{N}_@])/giu

/** Longest address that is looked at; a wall of letters is no address. */
const MAX_LENGTH = 2_048

/** The text in pieces, one after the other; their texts together are the text. */
export function linkParts(text: string): readonly LinkPart[] {
  const parts: LinkPart[] = []
  let done = 0
  for (const match of text.matchAll(FOUND)) {
    const { url, mail, www, bare, tel } = match.groups ?? {}
    const shown = tel || mail ? match[0] : withoutTail(match[0])
    const link =
      shown.length > MAX_LENGTH
        ? undefined
        : (url ?? www ?? bare) !== undefined
          ? webLink(shown, url !== undefined)
          : mail
            ? mailLink(shown)
            : telLink(shown)
    if (!link) continue
    if (match.index > done) parts.push({ text: text.slice(done, match.index) })
    parts.push({ text: shown, ...link })
    done = match.index + shown.length
  }
  if (done < text.length || parts.length === 0) parts.push({ text: text.slice(done) })
  return parts
}

const PAIRS: Readonly<Record<string, string>> = { ')': '(', ']': '[', '}': '{' }

/** Without the punctuation of the sentence around it; a bracket stays where it was opened within. */
function withoutTail(address: string): string {
  let end = address.length
  for (;;) {
    const last = address[end - 1] ?? ''
    const opening = PAIRS[last]
    const inside = address.slice(0, end)
    if (opening && count(inside, last) > count(inside, opening)) end--
    else if (/[.,;:!?'*_~…،؛؟。]/u.test(last)) end--
    else return inside
  }
}

const count = (text: string, character: string): number => text.split(character).length - 1

function webLink(address: string, has_scheme: boolean): Pick<LinkPart, 'href' | 'real_host'> | undefined {
  const whole = has_scheme ? address : `https://${address}`
  const authority = /^https?:\/\/([^/?#\\]*)/i.exec(whole)?.[1] ?? ''
  const host = authority.replace(/:\d*$/, '')
  // A name before the host (`https://bank.com@evil.com`) is there to deceive.
  if (authority.includes('@') || !/^[^.]+(\.[^.]+)+$/.test(host)) return undefined
  const parsed = parse(whole)
  return parsed && { href: parsed.href, ...lookalike(host, parsed) }
}

/** Phones may keep the letters of the host as they are; that it holds others than ours is told all the same. */
function lookalike(host: string, parsed: URL | undefined): Pick<LinkPart, 'real_host'> {
  if (/^[\x21-\x7e]*$/.test(host) && !/(^|\.)xn--/i.test(host)) return {}
  return { real_host: parsed?.hostname || host }
}

function parse(address: string): URL | undefined {
  try {
    const url = new URL(address)
    return url.protocol === 'https:' || url.protocol === 'http:' ? url : undefined
  } catch {
    return undefined
  }
}

function mailLink(address: string): Pick<LinkPart, 'href' | 'real_host'> {
  const [name = '', host = ''] = address.split('@')
  const parsed = parse(`https://${host}`)
  return { href: `mailto:${encodeURIComponent(name)}@${parsed?.hostname ?? host}`, ...lookalike(host, parsed) }
}

const telLink = (number: string): Pick<LinkPart, 'href'> => ({ href: `tel:${number.replace(/[^\d+]/g, '')}` })
