import { describe, expect, test } from 'bun:test'
import { linkParts } from './link-parts.ts'

const links = (text: string) => linkParts(text).filter(({ href }) => href !== undefined)
const shown = (text: string) => links(text).map((part) => part.text)
const hrefs = (text: string) => links(text).map((part) => part.href)

describe('what can be opened', () => {
  test('addresses, mail and international numbers', () => {
    expect(hrefs('See https://example.com/a?b=c#d or http://example.org')).toEqual(['https://example.com/a?b=c#d', 'http://example.org/'])
    expect(hrefs('write to ana.reyes+job@example.com.ph today')).toEqual(['mailto:ana.reyes%2Bjob@example.com.ph'])
    expect(hrefs('call +63 917 555 0134')).toEqual(['tel:+639175550134'])
    expect(hrefs('www.example.com and example.ph/sink')).toEqual(['https://www.example.com/', 'https://example.ph/sink'])
  })

  test('nothing else: no scheme but these, no number without its country, no version, no file', () => {
    for (const text of [
      'javascript:alert(1)',
      'JAVASCRIPT://example.com/%0aalert(1)',
      'data:text/html,<script>',
      'file:///etc/passwd',
      'intent://x#Intent;end',
      'call 555 0134',
      'version 1.2.3',
      'it is 76.5 cm',
      'on Wed.The next',
      'https://',
      'https://localhost-is-no-place',
      '@ana',
      'a@b',
    ])
      expect(links(text)).toEqual([])
  })

  test('a name before the host is there to deceive, and is no link', () => expect(links('https://bank.com@evil.com/x')).toEqual([]))
})

describe('where it ends', () => {
  test.each([
    ['(see https://example.com/a).', 'https://example.com/a'],
    ['https://en.wikipedia.org/wiki/Sink_(plumbing)', 'https://en.wikipedia.org/wiki/Sink_(plumbing)'],
    ['“https://example.com”', 'https://example.com'],
    ['https://example.com, and', 'https://example.com'],
    ['https://example.com!?', 'https://example.com'],
    ['**https://example.com**', 'https://example.com'],
    ['https://example.com/a…', 'https://example.com/a'],
    ['هل رأيت https://example.com/ب؟', 'https://example.com/ب'],
    ['<https://example.com>', 'https://example.com'],
  ])('%s', (text, expected) => expect(shown(text)).toEqual([expected]))

  test('signs that turn the direction of the text end it', () =>
    expect(shown('https://example.com/\u202Efdp.exe')).toEqual(['https://example.com/']))
})

test('letters that look like others: the host is told as it is sent', () => {
  const [part] = links('https://раураl.com/login')
  expect(part?.text).toBe('https://раураl.com/login')
  expect(part?.href).toStartWith('https://xn--')
  expect(part?.real_host).toStartWith('xn--')
  expect(links('https://example.com')[0]?.real_host).toBeUndefined()
})

test('the pieces together are the text, also of a long one', () => {
  for (const text of [
    '',
    'plain',
    'a https://example.com b\nhttps://example.org',
    `https://example.com/${'x'.repeat(5_000)} end`,
    '(((((((',
  ])
    expect(
      linkParts(text)
        .map((part) => part.text)
        .join(''),
    ).toBe(text)
  // What grows faster than the text would not come back.
  for (const text of ['a.'.repeat(4_000), '+1'.repeat(4_000), 'www.'.repeat(2_000), 'a@'.repeat(4_000)])
    expect(linkParts(text).reduce((length, part) => length + part.text.length, 0)).toBe(text.length)
})
