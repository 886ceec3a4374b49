// One pair: a sender and a recipient, each on a connection of their own, both behaving as the SDK does. The
// sender names the message before it while that one is unanswered; the recipient tells its watermarks, at most
// one in RECEIPT_INTERVAL_MS. Checks as it goes that nothing is lost, repeated or out of order.

import { RECEIPT_INTERVAL_MS } from '@jobline/protocol'
import type { Pair } from '../plan.ts'
import { type FrameListener, frameOf, type RawSocket } from './raw-socket.ts'

/** Messages of one sender that may be under way; a power of two. */
const RING = 4_096
const ACKED = 1
const DELIVERED = 2
const TEXT_BYTES = 120

export interface TalkCounts {
  sent: number
  acked: number
  delivered: number
  receipts_sent: number
  receipts_acked: number
  receipts_heard: number
}

export interface TalkEvents {
  /** A message is both delivered and acknowledged. */
  released(pair: PairTalk): void
  /** The recipient has read it; `due` is what `send` was given. */
  delivered(due: number, now: number): void
  /** What must never happen; ends the run. */
  failed(reason: string): void
}

const ascii = (text: string) => new TextEncoder().encode(text)
const ACK = ascii('{"type":"ack","id":"')
const CHAT_MESSAGE = ascii('{"type":"chat_message","message":{"id":"')
const UUID_LENGTH = 36
const ID_GAP = ascii('","conversation_id":"').length
const SEQ_GAP = ascii('","seq":').length
/** With the pair's own digits, so that two pairs never make the same id. */
/** Version 7, as the SDK makes them: 48 bits of time, of which these 16 last for weeks. */
const emptyId = (index: number) => {
  const weeks = Math.floor(Date.now() / 2 ** 32)
    .toString(16)
    .padStart(4, '0')
  return `${weeks}0000-0000-7000-8${index.toString(16).padStart(3, '0')}-000000000000`
}
/** Where the other 32 bits of the time stand in an id. */
const TIME_DIGITS = [4, 5, 6, 7, 9, 10, 11, 12] as const
const timeDigit = (time: number, digit: number) => HEX[(time >>> (28 - digit * 4)) & 15] as number
const HEX = ascii('0123456789abcdef')

export class PairTalk {
  readonly pair: Pair
  /** Free places of a closed loop; the loop's own business. */
  free = 0
  readonly #counts: TalkCounts
  readonly #events: TalkEvents
  readonly #sender: RawSocket
  readonly #recipient: RawSocket
  readonly #state = new Uint8Array(RING)
  readonly #due = new Float64Array(RING)
  /** The low 32 bits of the time in each id. */
  readonly #time = new Uint32Array(RING)
  /** Number of the next message to send, and of the next that must be acknowledged and delivered. */
  #next = 0
  #next_ack = 0
  #next_delivery = 0
  readonly #first: Uint8Array
  readonly #following: Uint8Array
  readonly #id_at: number
  readonly #sent_at_at: number
  readonly #after_id_at: number
  readonly #out: Uint8Array
  #out_length = 0
  #seq = 0
  #delivered_told = 0
  #read_told = 0
  #told_at = -RECEIPT_INTERVAL_MS

  constructor(index: number, pair: Pair, sender: RawSocket, recipient: RawSocket, counts: TalkCounts, events: TalkEvents) {
    this.pair = pair
    this.#counts = counts
    this.#events = events
    this.#sender = sender
    this.#recipient = recipient
    const text = `Pair ${index}: the keys are with the neighbour, ring twice and ask for Ana. `.padEnd(TEXT_BYTES, 'x')
    const id = emptyId(index)
    const frame = (after_id?: string) =>
      JSON.stringify({ type: 'chat_message', id, conversation_id: pair.conversation_id, text, sent_at: Date.now(), after_id })
    this.#first = frameOf(frame())
    this.#following = frameOf(frame(id))
    this.#id_at = Buffer.from(this.#first).indexOf('"id":"') + 6
    this.#sent_at_at = Buffer.from(this.#first).indexOf('"sent_at":') + 10
    this.#after_id_at = Buffer.from(this.#following).indexOf('"after_id":"') + 12
    this.#out = new Uint8Array(this.#following.length * 16)
    sender.listener = { text: (buffer, start, end) => this.#toSender(buffer, start, end) } satisfies FrameListener
    recipient.listener = { text: (buffer, start, end, now) => this.#toRecipient(buffer, start, end, now) } satisfies FrameListener
  }

  get is_settled(): boolean {
    return this.#next_ack === this.#next && this.#next_delivery === this.#next && this.#read_told === this.#seq
  }

  /** Puts one message into the next write. `due` is given back on delivery; `sent_at` is 13 digits of ms UTC. */
  send(due: number, sent_at: Uint8Array): void {
    const number = this.#next++
    if (number - Math.min(this.#next_ack, this.#next_delivery) >= RING) this.#events.failed('the server fell too far behind')
    const follows = number > this.#next_ack
    const template = follows ? this.#following : this.#first
    if (this.#out_length + template.length > this.#out.length) this.flush()
    const at = this.#out_length
    this.#out.set(template, at)
    this.#out.set(sent_at, at + this.#sent_at_at)
    const slot = number & (RING - 1)
    this.#state[slot] = 0
    this.#due[slot] = due
    this.#time[slot] = Date.now() % 2 ** 32
    this.#writeId(at + this.#id_at, number)
    if (follows) this.#writeId(at + this.#after_id_at, number - 1)
    this.#out_length = at + template.length
    this.#counts.sent++
  }

  flush(): void {
    if (this.#out_length === 0) return
    this.#sender.write(this.#out.subarray(0, this.#out_length))
    this.#out_length = 0
  }

  /** Tells what is left to tell, once the interval allows it: first that it arrived, then that it was read. */
  tellMarks(now: number): void {
    if (this.#read_told === this.#seq || now - this.#told_at < RECEIPT_INTERVAL_MS) return
    this.#told_at = now
    const reads = this.#delivered_told > this.#read_told
    const seq = reads ? this.#delivered_told : this.#seq
    if (reads) this.#read_told = seq
    else this.#delivered_told = seq
    const { conversation_id } = this.pair
    const type = reads ? 'read_receipt' : 'delivery_receipt'
    this.#recipient.write(frameOf(JSON.stringify({ type, ref: `r${this.#counts.receipts_sent++}`, conversation_id, seq })))
  }

  /** Its time in front; the last eight digits are the message's number. */
  #writeId(at: number, number: number): void {
    const time = this.#time[number & (RING - 1)] as number
    for (let digit = 0; digit < 8; digit++) {
      this.#out[at + (TIME_DIGITS[digit] as number)] = timeDigit(time, digit)
      this.#out[at + UUID_LENGTH - 1 - digit] = HEX[(number >>> (digit * 4)) & 15] as number
    }
  }

  #toSender(buffer: Uint8Array, start: number, end: number): void {
    if (!startsWith(buffer, start, ACK)) {
      this.#readOther(buffer, start, end)
      return
    }
    const number = this.#numberAt(buffer, start + ACK.length)
    if (number !== this.#next_ack) this.#events.failed(`message ${this.#next_ack} should be acknowledged, ${number} was`)
    this.#next_ack++
    this.#counts.acked++
    this.#mark(number, ACKED)
  }

  #toRecipient(buffer: Uint8Array, start: number, end: number, now: number): void {
    if (!startsWith(buffer, start, CHAT_MESSAGE)) {
      this.#readOther(buffer, start, end)
      return
    }
    const id_at = start + CHAT_MESSAGE.length
    const number = this.#numberAt(buffer, id_at)
    if (number !== this.#next_delivery) this.#events.failed(`message ${this.#next_delivery} should be delivered, ${number} was`)
    this.#next_delivery++
    this.#counts.delivered++
    this.#seq = digitsAt(buffer, id_at + UUID_LENGTH + ID_GAP + UUID_LENGTH + SEQ_GAP)
    this.#events.delivered(this.#due[number & (RING - 1)] as number, now)
    this.#mark(number, DELIVERED)
    this.tellMarks(now)
  }

  #mark(number: number, bit: number): void {
    const slot = number & (RING - 1)
    const state = (this.#state[slot] as number) | bit
    this.#state[slot] = state
    if (state === (ACKED | DELIVERED)) this.#events.released(this)
  }

  /** The rare frames: read in full. */
  #readOther(buffer: Uint8Array, start: number, end: number): void {
    const frame = JSON.parse(new TextDecoder().decode(buffer.subarray(start, end)))
    if (frame.type === 'ack' && frame.ref !== undefined) this.#counts.receipts_acked++
    else if (frame.type === 'delivery_receipt' || frame.type === 'read_receipt') this.#counts.receipts_heard++
    else if (frame.type !== 'hello') this.#events.failed(`an unexpected frame: ${JSON.stringify(frame)}`)
  }

  /** -1 for an id that is not this pair's. */
  #numberAt(buffer: Uint8Array, at: number): number {
    const number = hexAt(buffer, at + UUID_LENGTH - 8, 8)
    const time = this.#time[number & (RING - 1)] as number
    for (let digit = 0; digit < 8; digit++) if (buffer[at + (TIME_DIGITS[digit] as number)] !== timeDigit(time, digit)) return -1
    return number
  }
}

function startsWith(buffer: Uint8Array, at: number, prefix: Uint8Array): boolean {
  for (let index = prefix.length - 1; index >= 0; index--) if (buffer[at + index] !== prefix[index]) return false
  return true
}

function hexAt(buffer: Uint8Array, at: number, digits: number): number {
  let value = 0
  for (let index = at; index < at + digits; index++) {
    const byte = buffer[index] as number
    value = (value << 4) | (byte < 58 ? byte - 48 : byte - 87)
  }
  return value >>> 0
}

function digitsAt(buffer: Uint8Array, at: number): number {
  let value = 0
  for (let index = at; (buffer[index] as number) >= 48 && (buffer[index] as number) <= 57; index++)
    value = value * 10 + (buffer[index] as number) - 48
  return value
}
