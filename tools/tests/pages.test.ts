// The pages that name files name files that exist, so that following them never ends in nothing.

import { expect, test } from 'bun:test'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { repositoryRoot } from '../checks/tree.ts'

const markdownIn = (folder: string) => readdirSync(join(repositoryRoot, folder)).filter((name) => name.endsWith('.md'))
const pages = ['', 'docs/', 'docs/decisions/'].flatMap((folder) => markdownIn(folder).map((name) => folder + name))

/** Code spans that are paths from the root, and links to files beside the page. */
function pathsOf(page: string): string[] {
  const text = readFileSync(join(repositoryRoot, page), 'utf8')
  const spans = [...text.matchAll(/`((?:apps|bench|docs|packages|tests|tools|\.ci)(?:\/[\w.[\]@-]+)*)\/?`/g)].map((match) => match[1] ?? '')
  const links = [...text.matchAll(/\]\((?!https?:|#)([^)#]+)/g)].map((match) => join(dirname(page), match[1] ?? ''))
  return [...new Set([...spans, ...links])]
}

test.each(pages)('every path that %s names exists', (page) => {
  expect(pathsOf(page).filter((path) => !existsSync(join(repositoryRoot, path)))).toEqual([])
})

test('ARCHITECTURE.md follows the message through enough named files to be worth the name', () => {
  expect(pathsOf('ARCHITECTURE.md').length).toBeGreaterThan(30)
})
