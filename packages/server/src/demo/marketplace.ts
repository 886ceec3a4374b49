// The demo's little town: people, jobs in every status, and what was said about them. Invented, and only data.

import type { JobStatus, Role } from '@jobline/protocol'

export interface DemoPerson {
  /** User id, and the name in the demo's link. */
  readonly id: string
  readonly name: string
  readonly role: Role
}

export const DEMO_PEOPLE: readonly DemoPerson[] = [
  { id: 'marisol', name: 'Marisol Santos', role: 'worker' },
  { id: 'ramon', name: 'Ramon Aquino', role: 'client' },
  { id: 'jun', name: 'Jun Tan', role: 'worker' },
  { id: 'ana', name: 'Ana Reyes', role: 'worker' },
  { id: 'ben', name: 'Ben Lim', role: 'worker' },
  { id: 'kristine', name: 'Kristine Dela Cruz', role: 'client' },
  { id: 'teresa', name: 'Teresa Villanueva', role: 'client' },
  { id: 'paolo', name: 'Paolo Garcia', role: 'client' },
]

export interface DemoJob {
  readonly id: string
  readonly title: string
  /** Every status the job went through, the present one last. */
  readonly statuses: readonly JobStatus[]
  readonly price_minor?: number
  readonly place: string
  /** Days from now; negative is past. */
  readonly starts_in_days?: number
}

export const DEMO_JOBS: readonly DemoJob[] = [
  {
    id: 'kitchen-sink',
    title: 'Kitchen sink replacement',
    statuses: ['open', 'applied', 'accepted', 'in_progress'],
    price_minor: 350_000,
    place: 'Makati',
    starts_in_days: 0,
  },
  {
    id: 'two-bedrooms',
    title: 'Repaint two bedrooms',
    statuses: ['open', 'applied'],
    price_minor: 1_280_000,
    place: 'Pasig',
    starts_in_days: 4,
  },
  {
    id: 'aircon-cleaning',
    title: 'Aircon cleaning, 3 units',
    statuses: ['open', 'applied', 'accepted'],
    price_minor: 270_000,
    place: 'Taguig',
    starts_in_days: 2,
  },
  {
    id: 'gate-motor',
    title: 'Gate motor repair',
    statuses: ['open', 'applied', 'accepted', 'in_progress', 'completed'],
    price_minor: 480_000,
    place: 'Quezon City',
    starts_in_days: -3,
  },
  {
    id: 'shower-leak',
    title: 'Shower leak behind the tiles',
    statuses: ['open', 'applied', 'accepted', 'in_progress', 'disputed'],
    price_minor: 620_000,
    place: 'Mandaluyong',
    starts_in_days: -6,
  },
  {
    id: 'water-heater',
    title: 'Install a water heater',
    statuses: ['open', 'applied', 'cancelled'],
    price_minor: 410_000,
    place: 'Parañaque',
    starts_in_days: -9,
  },
  { id: 'garden-tap', title: 'New garden tap', statuses: ['open'], price_minor: 150_000, place: 'Las Piñas', starts_in_days: 6 },
]

export interface DemoLine {
  readonly from: Role
  readonly minutes_ago: number
  readonly text: string
}

export interface DemoConversation {
  readonly job_id: string
  readonly worker_id: string
  readonly client_id: string
  readonly lines: readonly DemoLine[]
  /** Lines at the end that the other side has not read. */
  readonly unread?: number
}

const w = (minutes_ago: number, text: string): DemoLine => ({ from: 'worker', minutes_ago, text })
const c = (minutes_ago: number, text: string): DemoLine => ({ from: 'client', minutes_ago, text })
const HOUR = 60
const DAY = 24 * HOUR

export const DEMO_CONVERSATIONS: readonly DemoConversation[] = [
  {
    job_id: 'kitchen-sink',
    worker_id: 'marisol',
    client_id: 'ramon',
    unread: 2,
    lines: [
      c(2 * DAY + 90, 'Hi Marisol, the kitchen sink has been dripping for a week. Could you look at it on Sunday?'),
      w(2 * DAY + 70, 'Good morning! Yes. Is it the tap itself, or underneath?'),
      c(2 * DAY + 66, 'Underneath. There is a bucket now.'),
      w(2 * DAY + 60, 'Then it is probably the trap or the bracket. I will bring both.'),
      w(2 * DAY + 59, 'Parts are included in the price unless the whole sink has to go.'),
      c(2 * DAY + 40, 'Perfect. Ring twice at the gate, the dog is friendly.'),
      w(1 * DAY + 20, 'See you tomorrow at 10.'),
      c(1 * DAY + 15, '👍'),
      w(95, 'I am at the gate.'),
      c(94, 'Coming down'),
      c(52, 'How does it look? The old sink is empty.'),
      w(44, 'The bracket is rusted through. I have a new one in the van.'),
      w(43, 'I will seal this corner too, same price.'),
      c(12, 'Great. Can you also look at the shut-off valve?'),
      c(11, 'It has been hard to turn since last year.'),
    ],
  },
  {
    job_id: 'two-bedrooms',
    worker_id: 'jun',
    client_id: 'ramon',
    unread: 1,
    lines: [
      w(5 * HOUR, 'Hello sir, I saw your job for the two bedrooms. I have painted in your building before, unit 1204.'),
      c(5 * HOUR - 14, 'Good to know! Would you do the ceilings too?'),
      w(4 * HOUR, 'Ceilings are included. Two coats, low odor paint so the children can sleep there the next night.'),
    ],
  },
  {
    job_id: 'aircon-cleaning',
    worker_id: 'ana',
    client_id: 'ramon',
    lines: [
      c(1 * DAY + 300, 'Three split units, one of them is above the stairs. Is that a problem?'),
      w(1 * DAY + 280, 'No problem, I bring the long ladder and my brother.'),
      w(1 * DAY + 279, 'Each unit takes about 40 minutes.'),
      c(1 * DAY + 200, 'See you Tuesday at 8, thank you!'),
    ],
  },
  {
    job_id: 'gate-motor',
    worker_id: 'ben',
    client_id: 'ramon',
    lines: [
      w(3 * DAY + 60, 'The limit switch was full of ants 🐜. Cleaned, sealed and tested ten times.'),
      c(3 * DAY + 30, 'It even sounds better. Thank you, Ben!'),
      w(3 * DAY + 20, 'The warranty covers the motor for one year. Keep the invoice.'),
      c(3 * DAY + 10, 'Will do.'),
    ],
  },
  {
    job_id: 'shower-leak',
    worker_id: 'marisol',
    client_id: 'kristine',
    lines: [
      c(6 * DAY, 'The wall is wet again, at the same place.'),
      w(6 * DAY - 20, 'I am sorry to hear that. Is it wet only when somebody showers?'),
      c(6 * DAY - 60, 'All day. I have told the support team as well.'),
      w(6 * DAY - 70, 'Then it is the pipe and not the tiles. I can come tomorrow with the pressure tester, free of charge.'),
      c(5 * DAY, 'Tomorrow after 3 is fine.'),
    ],
  },
  {
    job_id: 'garden-tap',
    worker_id: 'marisol',
    client_id: 'teresa',
    unread: 1,
    lines: [c(8 * HOUR, 'Hello! Would you also work on a Saturday? It is only one tap in the garden.')],
  },
  {
    job_id: 'water-heater',
    worker_id: 'marisol',
    client_id: 'paolo',
    lines: [
      w(9 * DAY, 'Hi Paolo, I can install the heater on Thursday. Is there a breaker for it already?'),
      c(9 * DAY - 300, 'I am moving out next month after all, so I have to cancel. Sorry!'),
      w(9 * DAY - 320, 'No worries, thanks for telling me early. Good luck with the move!'),
    ],
  },
]
