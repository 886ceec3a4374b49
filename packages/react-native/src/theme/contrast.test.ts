import { describe, expect, test } from 'bun:test'
import { contrast } from './contrast.ts'
import { type Colors, DARK, LIGHT } from './palette.ts'

function textPairs(c: Colors): [name: string, ink: string, ground: string][] {
  return [
    ['text on surface', c.text, c.surface],
    ['text on canvas', c.text, c.canvas],
    ['text on sunken', c.text, c.sunken],
    ['text on hover', c.text, c.hover],
    ['text on the selected row', c.text, c.accent_soft],
    ['soft text on surface', c.text_soft, c.surface],
    ['soft text on canvas', c.text_soft, c.canvas],
    ['soft text on sunken', c.text_soft, c.sunken],
    ['soft text on hover', c.text_soft, c.hover],
    ['soft text on the selected row', c.text_soft, c.accent_soft],
    ['soft text on the other bubble', c.text_soft, c.bubble_other],
    ['text on the other bubble', c.text, c.bubble_other],
    ['accent text on surface', c.accent, c.surface],
    ['accent text on canvas', c.accent, c.canvas],
    ['accent text on the selected row', c.accent, c.accent_soft],
    ['text on accent', c.on_accent, c.accent],
    ['text on the own bubble', c.on_bubble_own, c.bubble_own],
    ['soft text on the own bubble', c.on_bubble_own_soft, c.bubble_own],
    ['read ticks on the own bubble', c.on_bubble_own_read, c.bubble_own],
    ['name in a quote on the own bubble', c.on_bubble_own_read, c.quote_own],
    ['words in a quote on the own bubble', c.on_bubble_own_soft, c.quote_own],
    ['name in a quote on the other bubble', c.accent, c.quote_other],
    ['words in a quote on the other bubble', c.text_soft, c.quote_other],
    ['danger on surface', c.danger, c.surface],
    ['danger on canvas', c.danger, c.canvas],
    ['danger on the selected row', c.danger, c.accent_soft],
    ['notice', c.notice.ink, c.notice.fill],
    ['selected chip', c.chip_selected.ink, c.chip_selected.fill],
    ['button of a toast', c.toast_action, c.chip_selected.fill],
    ...Object.entries(c.job).map(([status, tone]): [string, string, string] => [`job ${status}`, tone.ink, tone.fill]),
    ...c.avatars.map((fill): [string, string, string] => [`initials on ${fill}`, '#FFFFFF', fill]),
  ]
}

describe.each([
  ['light', LIGHT],
  ['dark', DARK],
] as const)('%s palette reaches AA', (_name, colors) => {
  test.each(textPairs(colors))('%s', (_pair, ink, ground) => {
    expect(contrast(ink, ground)).toBeGreaterThanOrEqual(4.5)
  })

  test('the presence dot is a sign of 3:1 against every ground it stands on', () => {
    for (const ground of [colors.surface, colors.accent_soft, colors.hover])
      expect(contrast(colors.online, ground)).toBeGreaterThanOrEqual(3)
  })
})

test('a switch that is off is a sign of 3:1', () => {
  for (const colors of [LIGHT, DARK]) expect(contrast(colors.switch_off, colors.surface)).toBeGreaterThanOrEqual(3)
})

test('the extremes are known', () => {
  expect(contrast('#000000', '#FFFFFF')).toBeCloseTo(21)
  expect(contrast('#777777', '#777777')).toBe(1)
})
