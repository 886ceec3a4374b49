// Example people, jobs and conversations for the gallery. Times are counted back from one moment that the
// caller gives, so that a picture looks the same on every day.

import type { ConversationItem, MessageItem } from '@jobline/client'
import type { Job, SystemEvent } from '@jobline/protocol'

export const ME = 'jun'
const MINUTE = 60_000
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR

type Line = readonly [minutes_ago: number, text: string, fields?: Partial<MessageItem>]

export function messagesOf(conversation_id: string, other_id: string, now: number, lines: readonly Line[]): MessageItem[] {
  return lines.map(([minutes, text, fields = {}], index) => {
    const own = text.startsWith('> ')
    const at = now - minutes * MINUTE
    return {
      id: `${conversation_id}-${index + 1}`,
      conversation_id,
      seq: index + 1,
      rev: index + 1,
      kind: 'text',
      sender_id: own ? ME : other_id,
      text: own ? text.slice(2) : text,
      sent_at: at,
      created_at: at,
      is_own: own,
      ...(own ? { status: 'read' as const } : {}),
      ...fields,
    }
  })
}

export const systemLine = (minutes_ago: number, event: SystemEvent): Line => [
  minutes_ago,
  '',
  { kind: 'system', text: undefined, sender_id: undefined, event } as Partial<MessageItem>,
]

interface Example {
  readonly id: string
  readonly other: string
  readonly name: string
  readonly job: Omit<Job, 'id' | 'version'>
  readonly lines: readonly Line[]
  readonly unread?: number
  readonly fields?: Partial<ConversationItem>
  readonly state?: Partial<ConversationItem['state']>
}

export interface ExampleConversation {
  readonly conversation: ConversationItem
  readonly messages: readonly MessageItem[]
}

export function example({ id, other, name, job, lines, unread = 0, fields, state }: Example, now: number): ExampleConversation {
  const messages = messagesOf(id, other, now, lines)
  const last = messages.at(-1)
  return {
    messages,
    conversation: {
      id,
      status: 'open',
      job: { id: `job-${id}`, version: 1, ...job },
      members: [
        { user_id: ME, role: 'worker', name: 'Jun Tan', joined_at: 0, delivered_seq: 0, shown_read_seq: 0 },
        { user_id: other, role: 'client', name, joined_at: 0, delivered_seq: 0, shown_read_seq: 0 },
      ],
      last_seq: messages.length,
      rev: messages.length,
      last_message: last,
      preview: last,
      created_at: now - 30 * DAY,
      last_activity_at: last?.created_at ?? now - DAY,
      typing_user_ids: [],
      state: { conversation_id: id, read_seq: messages.length - unread, unread, ...state },
      ...fields,
    },
  }
}

export function examples(now: number): ExampleConversation[] {
  const made = (it: Example) => example(it, now)
  return [
    made({
      id: 'sink',
      other: 'marisol',
      name: 'Marisol Santos',
      unread: 2,
      job: {
        title: 'Kitchen sink replacement',
        status: 'in_progress',
        place: 'Makati',
        starts_at: now + 2 * HOUR,
        price_minor: 350_000,
        currency: 'PHP',
      },
      lines: [
        systemLine(2_900, { name: 'conversation_opened' }),
        [2_890, 'Hi Jun, thank you for applying! Could you replace the sink on Wednesday morning?'],
        [2_885, '> Good afternoon! Yes, Wednesday at ten works for me.'],
        [2_884, '> Could you send me the size of the counter opening? Then I can bring the right one.'],
        [2_870, 'It is 76 × 46 cm. The old one is a single bowl, but I would like a double one if it fits.'],
        [2_868, '> It fits. I have a double bowl in stainless steel, same price.'],
        [2_860, 'Perfect 👍'],
        systemLine(1_500, { name: 'job_status_changed', from: 'applied', to: 'accepted' }),
        [1_490, 'The guard at the gate will let you in, just say unit 12B.'],
        [1_488, '> Noted, thank you. See you tomorrow!'],
        [95, '> I am on my way, about twenty minutes.'],
        systemLine(70, { name: 'job_status_changed', from: 'accepted', to: 'in_progress' }),
        [62, 'The water is off and the cabinet under the old sink is empty.'],
        [58, '> Got it. The bracket is rusted, I have a new one in the van.'],
        [57, '> I will seal this corner too, same price.'],
        [9, 'Can you also look at the shut-off valve? It drips a little when I close it.'],
        [8, 'No hurry, whenever you are done with the sink.'],
      ],
      state: { pinned_at: now - DAY },
    }),
    made({
      id: 'paint',
      other: 'ben',
      name: 'Ben Lim',
      unread: 1,
      job: {
        title: 'Repaint two bedrooms',
        status: 'applied',
        status_label: 'Quoted',
        place: 'Pasig',
        price_minor: 1_200_000,
        currency: 'PHP',
      },
      lines: [
        [70, '> I can start on the 2nd, two coats, paint included.'],
        [38, '', { kind: 'image', text: undefined }],
      ],
    }),
    made({
      id: 'aircon',
      other: 'ana',
      name: 'Ana Reyes',
      job: { title: 'Aircon cleaning, 3 units', status: 'accepted', place: 'Taguig', price_minor: 180_050, currency: 'PHP' },
      lines: [
        [1_600, 'Is Tuesday at eight all right?'],
        [1_560, '> See you Tuesday at 8, thank you!', { status: 'delivered' }],
      ],
    }),
    made({
      id: 'gate',
      other: 'kris',
      name: 'Kristine Dela Cruz',
      job: { title: 'Gate motor repair and new remote controls for the whole compound', status: 'completed', place: 'Quezon City' },
      lines: [[3 * 1_440, 'It works again. Thank you so much, five stars!']],
      state: { draft: 'The warranty covers the motor for one year' },
    }),
    made({
      id: 'shelf',
      other: 'omar',
      name: 'Omar Al-Farsi',
      job: { title: 'Bookshelf assembly', status: 'open', place: 'Manila' },
      lines: [[4 * 1_440, 'Are you free this week?']],
      fields: { typing_user_ids: ['omar'] },
    }),
    made({
      id: 'roof',
      other: 'lola',
      name: 'Lola Remedios Villanueva-Macapagal',
      job: { title: 'Roof leak', status: 'disputed', place: 'Antipolo' },
      lines: [
        [9 * 1_440 + 5, '> I have sent the photos to support.'],
        [9 * 1_440, 'They have answered, please look.'],
      ],
      state: { muted_until: now + 300 * DAY, unread: 12 },
    }),
    made({
      id: 'lights',
      other: 'yu',
      name: 'Yu Chen',
      job: { title: 'Garden lights', status: 'cancelled', place: 'Cebu' },
      lines: [[20 * 1_440, 'Sorry, plans have changed.', { deleted_at: now - 19 * DAY, text: undefined }]],
    }),
    made({
      id: 'door',
      other: 'marisol',
      name: 'Marisol Santos',
      job: { title: 'Front door lock', status: 'completed', place: 'Makati' },
      lines: [[420 * 1_440, '> All done, both keys are with the guard.']],
    }),
  ]
}

/** Enough history to scroll, in the order it was written. */
export function longHistory(conversation_id: string, other: string, now: number, count: number): MessageItem[] {
  const words =
    'the valve under the sink drips a little when it is closed and the counter needs a new seal before we can turn the water on again'.split(
      ' ',
    )
  const lines: Line[] = []
  for (let index = 0; index < count; index++) {
    const length = 2 + ((index * 7) % 26)
    const text = Array.from({ length }, (_, at) => words[(index * 3 + at) % words.length]).join(' ')
    lines.push([(count - index) * 11, `${index % 5 < 2 ? '> ' : ''}${index + 1} · ${text}`])
  }
  return messagesOf(conversation_id, other, now, lines)
}
