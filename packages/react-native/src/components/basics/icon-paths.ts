// The signs of the chat as lines on a grid of 24, drawn for this kit: one hand, one weight, round ends.
// `checks` alone is wider. Those that point along the line of reading are mirrored from right to left.

const CIRCLE = 'M12 3.5a8.5 8.5 0 1 0 0 17a8.5 8.5 0 1 0 0-17z'
const BELL = 'M6.5 16.5V11a5.5 5.5 0 0 1 11 0v5.5'
const BOX = 'M5.5 9v9A1.5 1.5 0 0 0 7 19.5h10a1.5 1.5 0 0 0 1.5-1.5V9'

export const ICON_PATHS = {
  alert: [CIRCLE, 'M12 7.5v5.2', 'M12 16.3v.1'],
  archive: ['M4 4.5h16V9H4z', BOX, 'M10 12.5h4'],
  back: ['M14.5 5l-7 7 7 7'],
  bell: [BELL, 'M4.5 16.5h15', 'M10 19.5a2.2 2.2 0 0 0 4 0'],
  block: [CIRCLE, 'M6 6l12 12'],
  bubble: [
    'M5 5h14a1.5 1.5 0 0 1 1.5 1.5V15a1.5 1.5 0 0 1-1.5 1.5h-7.5L7 20.5v-4H5A1.5 1.5 0 0 1 3.5 15V6.5A1.5 1.5 0 0 1 5 5z',
    'M8 10.8v.1',
    'M12 10.8v.1',
    'M16 10.8v.1',
  ],
  calendar: ['M4.5 6.5h15v13h-15z', 'M4.5 10.5h15', 'M8.5 4v4', 'M15.5 4v4'],
  check: ['M4.5 12.8l4.7 4.7L19.5 7.2'],
  checks: ['M2 12.8l4.7 4.7L17 7.2', 'M13.2 16.4l1.1 1.1L24.6 7.2'],
  clock: [CIRCLE, 'M12 7.2V12l3.2 2'],
  close: ['M6 6l12 12', 'M18 6L6 18'],
  copy: [
    'M9.5 8.5h9A1.5 1.5 0 0 1 20 10v9a1.5 1.5 0 0 1-1.5 1.5h-9A1.5 1.5 0 0 1 8 19v-9a1.5 1.5 0 0 1 1.5-1.5z',
    'M5.5 15.5A1.5 1.5 0 0 1 4 14V5a1.5 1.5 0 0 1 1.5-1.5h9A1.5 1.5 0 0 1 16 5',
  ],
  data: ['M5 19.5c0-8.5 4.2-13.6 14.5-14.5-.6 10.4-5 15-13 13.4', 'M5 19.5c2-4.6 4.7-7.3 8.4-9.2'],
  down: ['M5 9l7 7 7-7'],
  edit: ['M4.5 19.5l1-4L16 5a2.1 2.1 0 0 1 3 3L8.5 18.5l-4 1z', 'M14 7l3 3'],
  eye: ['M2.8 12S6 5.8 12 5.8 21.2 12 21.2 12 18 18.2 12 18.2 2.8 12 2.8 12z', 'M12 9.2a2.8 2.8 0 1 0 0 5.6a2.8 2.8 0 1 0 0-5.6z'],
  file: ['M7 3.5h7l4 4v13H7z', 'M14 3.5v4h4'],
  flag: ['M6 20.5v-16', 'M6 5h11.5l-2.3 3.75 2.3 3.75H6'],
  forward: ['M9.5 5l7 7-7 7'],
  globe: [CIRCLE, 'M3.5 12h17', 'M12 3.5c2.5 2.4 3.7 5.2 3.7 8.5s-1.2 6.1-3.7 8.5c-2.5-2.4-3.7-5.2-3.7-8.5S9.5 5.9 12 3.5z'],
  info: [CIRCLE, 'M12 11v5.4', 'M12 7.7v.1'],
  job: [
    'M5 8h14a1.5 1.5 0 0 1 1.5 1.5v8A1.5 1.5 0 0 1 19 19H5a1.5 1.5 0 0 1-1.5-1.5v-8A1.5 1.5 0 0 1 5 8z',
    'M9 8V5.5h6V8',
    'M3.5 12.5h17',
  ],
  money: ['M3.5 7h17v10.5h-17z', 'M12 9.8a2.4 2.4 0 1 0 0 4.9a2.4 2.4 0 1 0 0-4.9z', 'M6.5 12.2v.1', 'M17.5 12.2v.1'],
  more: ['M12 5.5v.1', 'M12 12v.1', 'M12 18.5v.1'],
  muted: ['M6.5 16.5V11a5.5 5.5 0 0 1 .9-3', 'M10 5.9a5.5 5.5 0 0 1 7.5 5.1v3', 'M4.5 16.5h12', 'M10 19.5a2.2 2.2 0 0 0 4 0', 'M4 4l16 16'],
  person: ['M12 4.5a3.8 3.8 0 1 0 0 7.6a3.8 3.8 0 1 0 0-7.6z', 'M4.5 20a7.5 7.5 0 0 1 15 0'],
  photo: [
    'M5 5.5h14A1.5 1.5 0 0 1 20.5 7v10a1.5 1.5 0 0 1-1.5 1.5H5A1.5 1.5 0 0 1 3.5 17V7A1.5 1.5 0 0 1 5 5.5z',
    'M4 16.5l5-5 4 4 2.5-2.5 5 4.5',
    'M15.5 9.2v.1',
  ],
  pin: ['M9 4h6l-.8 6 3.3 3v1.5h-11V13l3.3-3z', 'M12 14.5v6'],
  place: ['M12 21s6.5-5.6 6.5-11a6.5 6.5 0 1 0-13 0c0 5.4 6.5 11 6.5 11z', 'M12 7.8a2.2 2.2 0 1 0 0 4.4a2.2 2.2 0 1 0 0-4.4z'],
  plus: ['M12 5v14', 'M5 12h14'],
  refresh: ['M19.5 12a7.5 7.5 0 1 1-2.2-5.3', 'M19.5 3.8V8h-4.2'],
  reply: ['M9.5 5.5l-6 6 6 6', 'M3.5 11.5h10a6.5 6.5 0 0 1 6.5 6.5v.8'],
  search: ['M10.5 4a6.5 6.5 0 1 0 0 13a6.5 6.5 0 1 0 0-13z', 'M15.3 15.3L20 20'],
  send: ['M12 19V5.5', 'M6 11.5l6-6 6 6'],
  settings: [
    'M4 8h8.5',
    'M17.5 8H20',
    'M15 5.5a2.5 2.5 0 1 0 0 5a2.5 2.5 0 1 0 0-5z',
    'M4 16h2.5',
    'M11.5 16H20',
    'M9 13.5a2.5 2.5 0 1 0 0 5a2.5 2.5 0 1 0 0-5z',
  ],
  signal: ['M4 10a11.5 11.5 0 0 1 16 0', 'M7 13.3a7.3 7.3 0 0 1 10 0', 'M10 16.6a3 3 0 0 1 4 0', 'M12 19.8v.1'],
  smile: [CIRCLE, 'M8.4 13.8a4.3 4.3 0 0 0 7.2 0', 'M9 9.5v.1', 'M15 9.5v.1'],
  sound: ['M4.5 9.5v5H8l4.5 3.5V6L8 9.5z', 'M15.8 9a4.2 4.2 0 0 1 0 6', 'M18.3 6.5a7.8 7.8 0 0 1 0 11'],
  theme: [CIRCLE, 'M12 7v10a5 5 0 0 0 0-10z'],
  trash: [
    'M4.5 7h15',
    'M9.5 7V4.5h5V7',
    'M6.5 7l.8 12a1.5 1.5 0 0 0 1.5 1.5h6.4a1.5 1.5 0 0 0 1.5-1.5l.8-12',
    'M10.2 10.8v5.7',
    'M13.8 10.8v5.7',
  ],
  unarchive: ['M4 4.5h16V9H4z', BOX, 'M12 17v-5', 'M9.5 14.2l2.5-2.5 2.5 2.5'],
  unread: [CIRCLE, 'M12 9.5a2.5 2.5 0 1 0 0 5a2.5 2.5 0 1 0 0-5z'],
  up: ['M5 15l7-7 7 7'],
} as const satisfies Record<string, readonly string[]>

export type IconName = keyof typeof ICON_PATHS

/** These point along the line of reading. */
export const DIRECTED: ReadonlySet<IconName> = new Set(['back', 'forward', 'reply'])

/** Units of the grid; the others are as wide as high. */
export const CHECKS_WIDTH = 26.6
