import { describe, expect, test } from 'bun:test'
import { rowsTop } from './rows-top.ts'

const LONG = { height: 600, content: 3_000, inset_top: 140, header: 30, footer: 10, rows_end: 2_820 }

describe("where a phone list's rows begin", () => {
  test('after what lies over the edge and after the header', () => {
    expect(rowsTop(LONG)).toBe(170)
  })

  test('content too short for the viewport stands at its lower edge', () => {
    expect(rowsTop({ ...LONG, content: 600, rows_end: 200 })).toBe(390)
  })

  test('content at the upper edge has no room above it', () => {
    expect(rowsTop({ ...LONG, content: 380, rows_end: 200 })).toBe(170)
  })

  test('what is not measured yet is taken to have no room above it', () => {
    expect(rowsTop({ ...LONG, content: 600, rows_end: undefined })).toBe(170)
  })
})
