// When a device makes a sound: once for new messages of somebody else that nobody has seen yet. Owns which messages were
// judged, and the quiet after an alert; how it sounds is the app's. Rule: RT-6.
//
//   message of another ──▶ gathered ──settled──▶ still unseen? ──claimed──▶ one alert ──▶ quiet for a moment
//
// What comes by catch-up is gathered until it stops coming and is one alert, for all conversations together.

import type { MemberState, Message } from '@jobline/protocol'
import type { ChatClient } from '../chat-client.ts'
import type { Cancel } from '../connection/ports.ts'
import { isFromOther } from '../sync/apply-frame.ts'
import type { Alerts, AlertsOptions } from './alerts.ts'

/** Long enough for another device to say that it was read there. */
export const SETTLE_MS = 300
/** Between two pages of a catch-up, and for all of it. */
export const CATCH_UP_SETTLE_MS = 1_500
const LONGEST_CATCH_UP_MS = 15_000
/** After an alert: what comes now belongs to the same burst. */
export const QUIET_MS = 3_000
/** Of one alert; of more, the newest. */
const CLAIMED_AT_ONCE = 50

interface Gathered {
  messages: Message[]
  since: number
  timer?: Cancel
}

/**
 * @example
 * const alerts = createAlerts(client, { isOpen: (id) => id === open_id, onAlert: () => sound.play() })
 */
export function createAlerts(client: ChatClient, { isOpen, claim, onAlert }: AlertsOptions): Alerts {
  const { inside } = client
  if (!inside) return { close() {} }
  const { clock, replica, taps } = inside
  /** Of each conversation, up to where it was judged. */
  const judged = new Map<string, number>()
  const live: Gathered = { messages: [], since: 0 }
  const catch_up: Gathered = { messages: [], since: 0 }
  let is_complete = false
  /** Server time; what is older came by catch-up. */
  let live_since: number | undefined
  /** This connection's catch-up has had its alert. */
  let caught_up = false
  let quiet_until = 0

  /** What a new device, or one whose server was restored, is told first is not new to the person. */
  function isFirstSync(): boolean {
    const before = is_complete
    is_complete = replica.meta().complete === true
    if (before && is_complete) return false
    for (const { id, conversation } of replica.conversations.values()) judged.set(id, conversation.last_seq)
    return true
  }

  function tap(_ids: ReadonlySet<string>, messages: readonly Message[]): void {
    if (isFirstSync()) return
    for (const message of messages) {
      const { conversation_id, seq } = message
      // Of an unknown conversation: it comes once more, with its row.
      if (!replica.conversations.has(conversation_id)) continue
      if (seq <= (judged.get(conversation_id) ?? 0)) {
        if (!isFromOther(message, client.user_id)) forget(message)
        continue
      }
      judged.set(conversation_id, seq)
      if (isFromOther(message, client.user_id)) gather(message)
    }
  }
  /** Deleted before anybody heard of it. */
  function forget({ id }: Message): void {
    for (const gathered of [live, catch_up]) gathered.messages = gathered.messages.filter((message) => message.id !== id)
  }

  function gather(message: Message): void {
    const is_late = live_since === undefined || message.created_at < live_since
    const gathered = is_late ? catch_up : live
    const now = clock.now()
    if (gathered.messages.length === 0) gathered.since = now
    gathered.messages.push(message)
    if (gathered.timer && !is_late) return
    gathered.timer?.()
    const wait_ms = is_late ? Math.min(CATCH_UP_SETTLE_MS, gathered.since + LONGEST_CATCH_UP_MS - now) : SETTLE_MS
    gathered.timer = clock.after(wait_ms, () => void judge(gathered))
  }

  const isUnseen = ({ conversation_id, seq }: Message): boolean => {
    const state = replica.conversations.get(conversation_id)?.conversation.state as MemberState & { readonly blocked?: boolean }
    if (!state || state.blocked || state.archived_at !== undefined || (state.muted_until ?? 0) > client.now()) return false
    return seq > state.read_seq && !isOpen(conversation_id)
  }

  async function judge(gathered: Gathered): Promise<void> {
    const messages = gathered.messages.filter(isUnseen).sort((a, b) => a.created_at - b.created_at)
    gathered.messages = []
    gathered.timer = undefined
    if (messages.length === 0) return
    const now = clock.now()
    // A clock that was set back must not make it quiet for long.
    const is_quiet = (now < quiet_until && quiet_until - now <= QUIET_MS) || (gathered === catch_up && caught_up)
    if (!is_quiet) quiet_until = now + QUIET_MS
    if (gathered === catch_up) caught_up = true
    // What makes no sound here is claimed, too: no other tab must make one for it.
    const own = await claimed(messages.slice(-CLAIMED_AT_ONCE))
    const message = own.at(-1)
    if (message && !is_quiet) onAlert({ conversation_id: message.conversation_id, message, count: own.length })
  }
  async function claimed(messages: readonly Message[]): Promise<readonly Message[]> {
    if (!claim) return messages
    // Where the tabs cannot agree, a sound too many is better than none.
    const won = await Promise.all(messages.map(({ id }) => claim(id).catch(() => true)))
    return messages.filter((_message, index) => won[index])
  }

  function connectionChanged(): void {
    const is_live = client.connection.getSnapshot().state === 'live'
    if (is_live === (live_since !== undefined)) return
    live_since = is_live ? client.now() : undefined
    if (!is_live) caught_up = false
  }

  isFirstSync()
  taps.add(tap)
  const end = client.connection.subscribe(connectionChanged)
  connectionChanged()
  return {
    close() {
      taps.delete(tap)
      end()
      live.timer?.()
      catch_up.timer?.()
    },
  }
}
