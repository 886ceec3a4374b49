// Reads TypeScript without a compiler: which imports stand in a file, and its text with comments or with strings
// blanked. A small scanner is enough because the formatter and the compiler already refuse odd code; where it
// meets an apostrophe in JSX text it recovers at the end of the line.

export interface ImportLine {
  readonly specifier: string
  /** Counted from 1. */
  readonly line: number
  /** `import type` and `export type`: gone after compilation. */
  readonly type_only: boolean
}

interface Blanks {
  readonly comments?: boolean
  readonly strings?: boolean
  readonly templates?: boolean
}

/** The same text, same length and lines, with spaces in place of comments, the insides of strings, or of templates. */
export function blank(source: string, what: Blanks): string {
  const out = source.split('')
  const wipe = (from: number, to: number) => {
    for (let at = from; at < to; at++) if (out[at] !== '\n') out[at] = ' '
  }
  let at = 0
  let last = ''
  while (at < source.length) {
    const char = source[at] ?? ''
    const pair = char + (source[at + 1] ?? '')
    if (pair === '//' || pair === '/*') {
      const close = pair === '//' ? source.indexOf('\n', at) : source.indexOf('*/', at + 2) + 2
      const end = close < at + 2 ? source.length : close
      if (what.comments) wipe(at, end)
      at = end
      continue
    }
    if (char === "'" || char === '"' || char === '`') {
      const end = endOfString(source, at, char)
      if (char === '`' ? what.templates : what.strings) wipe(at + 1, end - 1)
      at = end
      last = char
      continue
    }
    // A slash after an operator begins a regular expression, after a value it divides.
    if (char === '/' && /[(,=:[!&|?{};\n]|^$/.test(last)) {
      at = endOfRegExp(source, at)
      last = '/'
      continue
    }
    if (!/\s/.test(char)) last = char
    at++
  }
  return out.join('')
}

function endOfString(source: string, start: number, quote: string): number {
  let at = start + 1
  while (at < source.length) {
    const char = source[at]
    if (char === '\\') at++
    else if (char === quote) return at + 1
    else if (char === '\n' && quote !== '`') return at
    at++
  }
  return source.length
}

function endOfRegExp(source: string, start: number): number {
  let inClass = false
  for (let at = start + 1; at < source.length; at++) {
    const char = source[at]
    if (char === '\\') at++
    else if (char === '\n') return start + 1
    else if (char === '[') inClass = true
    else if (char === ']') inClass = false
    else if (char === '/' && !inClass) return at + 1
  }
  return start + 1
}

const FROM = /(?:^|[\n;}])\s*(import|export)\s+(type\s+)?(?:[\w*{][^'"`;]*?\s+from\s*)['"]([^'"\n]+)['"]/g
const BARE = /(?:^|[\n;}])\s*import\s*['"]([^'"\n]+)['"]/g
const CALL = /\b(?:import|require|require\.resolve|jest\.requireActual)\(\s*['"]([^'"\n]+)['"]\s*[),]/g

export function importsOf(source: string): ImportLine[] {
  const code = blank(source, { comments: true, templates: true })
  // Where a keyword is blanked together with strings, the import stands in a text about imports.
  const bones = blank(source, { comments: true, templates: true, strings: true })
  const found: ImportLine[] = []
  const add = (match: RegExpMatchArray, specifier: string | undefined, type_only: boolean) => {
    const start = (match.index ?? 0) + match[0].search(/\w/)
    if (bones[start] === ' ') return
    const end = (match.index ?? 0) + match[0].length
    found.push({ specifier: specifier ?? '', line: code.slice(0, end).split('\n').length, type_only })
  }
  for (const match of code.matchAll(FROM)) add(match, match[3], match[2] !== undefined)
  for (const match of code.matchAll(BARE)) add(match, match[1], false)
  for (const match of code.matchAll(CALL)) add(match, match[1], false)
  return found.sort((a, b) => a.line - b.line)
}

/** `@scope/name` or `name` of a specifier that names a package. */
export function packageOf(specifier: string): string {
  const parts = specifier.split('/')
  return specifier.startsWith('@') ? parts.slice(0, 2).join('/') : (parts[0] ?? specifier)
}

export const isRelative = (specifier: string): boolean => specifier.startsWith('.')
export const isBuiltIn = (specifier: string): boolean => /^(node|bun):/.test(specifier) || specifier === 'bun'
