// The colours, light and dark: calm neutrals with a trace of green, and one accent. Every pair that the
// components put on each other is listed in contrast.test.ts and reaches WCAG AA.

import type { JobStatus } from '@jobline/protocol'

/** A chip's background and the text on it. */
export interface Tone {
  readonly fill: string
  readonly ink: string
}

export interface Colors {
  /** Behind the bubbles. */
  readonly canvas: string
  /** Lists, headers, the composer's bar. */
  readonly surface: string
  /** Fields, unselected chips, skeletons: a step down from the surface. */
  readonly sunken: string
  readonly hover: string
  readonly border: string
  readonly text: string
  readonly text_soft: string
  readonly accent: string
  readonly on_accent: string
  /** The selected row, the divider of unread messages. */
  readonly accent_soft: string
  readonly bubble_own: string
  readonly on_bubble_own: string
  readonly on_bubble_own_soft: string
  /** The ticks of a message that was read, on an own bubble. */
  readonly on_bubble_own_read: string
  /** Of what an own bubble, or another one, quotes. */
  readonly quote_own: string
  readonly quote_other: string
  readonly bubble_other: string
  readonly bubble_other_border: string
  readonly online: string
  readonly danger: string
  readonly notice: Tone
  readonly chip_selected: Tone
  /** The button of a toast, which stands on the fill of a selected chip. */
  readonly toast_action: string
  /** The track of a switch that is off. */
  readonly switch_off: string
  readonly job: Readonly<Record<JobStatus, Tone>>
  /** Backgrounds of initials; white text stands on each. */
  readonly avatars: readonly string[]
}

const AVATARS = ['#2F6B8F', '#7A4E99', '#A1533A', '#47774B', '#5A6472', '#8A5A14', '#9A4468', '#3D6A72'] as const

export const LIGHT: Colors = {
  canvas: '#F2F4F1',
  surface: '#FFFFFF',
  sunken: '#EDF0EC',
  hover: '#F6F8F5',
  border: '#E1E5DF',
  text: '#141A18',
  text_soft: '#55605B',
  accent: '#0F766E',
  on_accent: '#FFFFFF',
  accent_soft: '#E3F1EE',
  bubble_own: '#0F5F59',
  on_bubble_own: '#FFFFFF',
  on_bubble_own_soft: '#BFDDD8',
  on_bubble_own_read: '#7DF0DC',
  quote_own: '#0A4C47',
  quote_other: '#F0F4F1',
  bubble_other: '#FFFFFF',
  bubble_other_border: '#E1E5DF',
  online: '#15925A',
  danger: '#B3261E',
  notice: { fill: '#FCEFD3', ink: '#6B4300' },
  chip_selected: { fill: '#141A18', ink: '#FFFFFF' },
  toast_action: '#7DF0DC',
  switch_off: '#87928C',
  job: {
    open: { fill: '#DEE6EE', ink: '#384858' },
    applied: { fill: '#FCEFD3', ink: '#774B00' },
    accepted: { fill: '#E1ECFB', ink: '#1C4C8C' },
    in_progress: { fill: '#DDF2E4', ink: '#12603A' },
    completed: { fill: '#DDE3DC', ink: '#404B46' },
    cancelled: { fill: '#EFE0E0', ink: '#6B4242' },
    disputed: { fill: '#FCE4E1', ink: '#98241B' },
  },
  avatars: AVATARS,
}

export const DARK: Colors = {
  canvas: '#0B1110',
  surface: '#131A18',
  sunken: '#1E2725',
  hover: '#19211F',
  border: '#27312E',
  text: '#E8EEEB',
  text_soft: '#9BA8A3',
  accent: '#3CCBB9',
  on_accent: '#03211D',
  accent_soft: '#12302C',
  bubble_own: '#135A53',
  on_bubble_own: '#F2FBF9',
  on_bubble_own_soft: '#A9CFC9',
  on_bubble_own_read: '#6FF0DA',
  quote_own: '#0C453F',
  quote_other: '#263230',
  bubble_other: '#1C2523',
  bubble_other_border: '#27312E',
  online: '#3BC98A',
  danger: '#FF8A80',
  notice: { fill: '#33270E', ink: '#F2C46D' },
  chip_selected: { fill: '#E8EEEB', ink: '#131A18' },
  toast_action: '#0B5F58',
  switch_off: '#66736E',
  job: {
    open: { fill: '#2A3742', ink: '#B4C5D4' },
    applied: { fill: '#362A10', ink: '#EFC370' },
    accepted: { fill: '#16294A', ink: '#9CC2F5' },
    in_progress: { fill: '#11321F', ink: '#7EDCA4' },
    completed: { fill: '#303B38', ink: '#B4C0BB' },
    cancelled: { fill: '#342626', ink: '#D0A9A9' },
    disputed: { fill: '#42201C', ink: '#FFA79C' },
  },
  avatars: AVATARS,
}
