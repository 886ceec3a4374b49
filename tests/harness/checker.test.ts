// The checker is what every run trusts: a doctored history must turn it red, each for its own reason.

import { describe, expect, test } from 'bun:test'
import { check, countOutcomes, type Found, type FoundMessage } from './checker.ts'
import { Recorder } from './history.ts'

const HERE = 'c1'
const THERE = 'c2'

/** Maria and Jun wrote in turn, everything was acknowledged but the last, and both screens show what is stored. */
function aGoodRun() {
  const maria = new Recorder('maria/phone', 'u_maria')
  const jun = new Recorder('jun/phone', 'u_jun')
  const stored = new Map<string, FoundMessage[]>([
    [HERE, [{ id: 'sys', conversation_id: HERE, seq: 1, rev: 1, kind: 'system' }]],
    [THERE, [{ id: 'sys-2', conversation_id: THERE, seq: 1, rev: 1, kind: 'system' }]],
  ])
  const write = (recorder: Recorder, conversation_id: string, name: string) => {
    const rows = stored.get(conversation_id) as FoundMessage[]
    const place = { seq: rows.length + 1, rev: rows.length + 1 }
    const text = `text of ${name}`
    recorder.invoked(conversation_id, text)
    recorder.named(text, name)
    rows.push({ id: name, conversation_id, ...place, kind: 'text', text, sender_id: recorder.user_id })
    return place
  }
  for (const round of [1, 2, 3]) {
    maria.ok(`m${round}`, write(maria, HERE, `m${round}`))
    jun.ok(`j${round}`, write(jun, HERE, `j${round}`))
    maria.ok(`n${round}`, write(maria, THERE, `n${round}`))
    maria.seen('delivered to jun', round)
  }
  write(maria, HERE, 'm4')
  const screens = ['maria/phone', 'jun/phone'].map((device) => ({
    device,
    must_show: [HERE, THERE],
    conversations: new Map([...stored].map(([id, rows]) => [id, [...rows]])),
  }))
  return { maria, jun, stored, screens }
}
type Run = ReturnType<typeof aGoodRun>

const judge = ({ maria, jun, stored, screens }: Run): string[] => {
  const found: Found = { conversations: stored, screens }
  return check([maria, jun], found)
}
const rowsOf = ({ stored }: Run): FoundMessage[] => stored.get(HERE) as FoundMessage[]
const screenOf = ({ screens }: Run): FoundMessage[] => screens[0]?.conversations.get(HERE) as FoundMessage[]
/** Takes the row away and closes the hole, so that only the loss can be seen. */
function forget(run: Run, id: string): void {
  const rows = rowsOf(run)
  rows.splice(
    rows.findIndex((row) => row.id === id),
    1,
  )
  rows.forEach((row, index) => {
    rows[index] = { ...row, seq: index + 1, rev: index + 1 }
  })
}

describe('the checker', () => {
  test('G1 G2 G3 G4 G5 finds nothing in a good run', () => {
    expect(judge(aGoodRun())).toEqual([])
  })

  test('a send of which nothing is known may be there, known by its id or by its text, or not be there', () => {
    const run = aGoodRun()
    run.maria.invoked(HERE, 'never arrived')
    expect(judge(run)).toEqual([])
    run.maria.invoked(HERE, 'arrived, and the client died before it told the id')
    const row: FoundMessage = { ...(rowsOf(run).at(-1) as FoundMessage), id: 'm6', seq: 9, rev: 9 }
    row.text = 'arrived, and the client died before it told the id'
    for (const rows of [rowsOf(run), ...run.screens.map(({ conversations }) => conversations.get(HERE))]) rows?.push(row)
    expect(judge(run)).toEqual([])
  })

  test('an edited message may read as any edit that may have been the last, a deleted one as nothing', () => {
    const run = aGoodRun()
    const read = (text: string | undefined) => {
      const { text: _, ...bare } = rowsOf(run)[1] as FoundMessage
      const row: FoundMessage = { ...bare, rev: 20, ...(text === undefined ? { deleted_at: 1 } : { text }) }
      for (const rows of [rowsOf(run), ...run.screens.map(({ conversations }) => conversations.get(HERE) as FoundMessage[])]) rows[1] = row
      return check([run.maria, run.jun], { conversations: run.stored, screens: run.screens, has_changes: true })
    }
    run.maria.changing('m1', 'edited')
    for (const text of ['text of m1', 'edited']) expect(read(text), text).toEqual([])
    run.maria.changed('m1', 'edited')
    expect(read('edited')).toEqual([])
    expect(read('text of m1')).toEqual([expect.stringContaining('changed:')])
    run.maria.changing('m1', undefined)
    for (const text of ['edited', undefined]) expect(read(text), text).toEqual([])
    run.maria.changed('m1', undefined)
    expect(read(undefined)).toEqual([])
    expect(read('edited')).toEqual([expect.stringContaining('changed:')])
  })

  const DOCTORED: Record<string, { readonly sign: string; readonly doctor: (run: Run) => void }> = {
    'an acknowledged message is gone': { sign: 'lost:', doctor: (run) => forget(run, 'j2') },
    'a message that nobody sent is there': {
      sign: 'unknown:',
      doctor: (run) => rowsOf(run).push({ id: 'x', conversation_id: HERE, seq: 9, rev: 9, kind: 'text', text: 'boo', sender_id: 'u_jun' }),
    },
    'an id is there twice': { sign: 'twice:', doctor: (run) => rowsOf(run).push({ ...(rowsOf(run)[2] as FoundMessage), seq: 9 }) },
    'a text is there twice, under two ids': {
      sign: 'twice:',
      doctor: (run) => rowsOf(run).push({ ...(rowsOf(run)[2] as FoundMessage), id: 'copy', seq: 9 }),
    },
    'a message of which nothing is known is there twice': {
      sign: 'twice:',
      doctor: (run) => rowsOf(run).push({ ...(rowsOf(run).at(-1) as FoundMessage), id: 'm4-again', seq: 9 }),
    },
    'a place is missing': { sign: 'hole:', doctor: (run) => rowsOf(run).splice(3, 1) },
    'two messages of one device changed places': {
      sign: 'order:',
      doctor: (run) => {
        const rows = rowsOf(run)
        const [first, second] = [rows[1] as FoundMessage, rows[3] as FoundMessage]
        rows[1] = { ...second, seq: first.seq, rev: first.rev }
        rows[3] = { ...first, seq: second.seq, rev: second.rev }
      },
    },
    'a message stands elsewhere than its acknowledgement said': {
      sign: 'moved:',
      doctor: (run) => {
        rowsOf(run)[2] = { ...(rowsOf(run)[2] as FoundMessage), rev: 12 }
      },
    },
    'a text is not what was sent': {
      sign: 'changed:',
      doctor: (run) => {
        rowsOf(run)[1] = { ...(rowsOf(run)[1] as FoundMessage), text: 'text of m' }
      },
    },
    'a message has another sender': {
      sign: 'changed:',
      doctor: (run) => {
        rowsOf(run)[1] = { ...(rowsOf(run)[1] as FoundMessage), sender_id: 'u_jun' }
      },
    },
    'a message that was refused is there': { sign: 'undead:', doctor: ({ maria }) => maria.failed('m4') },
    'a tick went back': { sign: 'back:', doctor: ({ maria }) => maria.seen('delivered to jun', 2) },
    'a screen lacks a conversation': { sign: 'differs:', doctor: ({ screens }) => screens[1]?.conversations.delete(THERE) },
    'a screen lacks a message': { sign: 'differs:', doctor: (run) => screenOf(run).splice(2, 1) },
    'a screen lacks the newest message': { sign: 'differs:', doctor: (run) => screenOf(run).pop() },
    'a screen shows what the server does not have': {
      sign: 'differs:',
      doctor: (run) => screenOf(run).push({ ...(screenOf(run)[1] as FoundMessage), id: 'ghost', seq: 0 }),
    },
    'a screen shows a bubble twice': { sign: 'twice:', doctor: (run) => screenOf(run).push(screenOf(run)[1] as FoundMessage) },
    'a screen lacks a reaction': {
      sign: 'differs:',
      doctor: (run) => {
        rowsOf(run)[1] = { ...(rowsOf(run)[1] as FoundMessage), reactions: [{ emoji: '👍', user_ids: ['u_jun'] }] }
      },
    },
    'a screen shows an older text': {
      sign: 'differs:',
      doctor: (run) => {
        screenOf(run)[1] = { ...(screenOf(run)[1] as FoundMessage), text: 'older' }
      },
    },
  }
  for (const [what, { sign, doctor }] of Object.entries(DOCTORED)) {
    test(`control: ${what} (${sign.slice(0, -1)})`, () => {
      const run = aGoodRun()
      doctor(run)
      const problems = judge(run)
      expect(
        problems.some((problem) => problem.startsWith(sign)),
        problems.join('\n') || 'it found nothing',
      ).toBe(true)
    })
  }

  test('a send that failed is known by its id, whatever it reads by then, and one that the device did not take by its text', () => {
    const { maria } = aGoodRun()
    maria.changing('m4', 'edited while it waited')
    maria.failed('m4')
    maria.invoked(HERE, 'not taken')
    maria.refused('not taken')
    expect(countOutcomes([maria])).toEqual({ ok: 6, fail: 2, unknown: 0 })
    expect(Object.keys(maria.sends)).toHaveLength(8)
  })

  test('control: what fails and was never sent stops the run', () => {
    const { maria } = aGoodRun()
    expect(() => maria.failed('never sent')).toThrow('never sent')
    expect(() => maria.refused('never written')).toThrow('never written')
  })

  test('control: one id acknowledged at two places is told at once', () => {
    const { maria } = aGoodRun()
    expect(maria.ok('m1', { seq: 2, rev: 2 })).toBeUndefined()
    expect(maria.ok('m1', { seq: 12, rev: 12 })).toStartWith('moved:')
    expect(maria.ok('never sent', { seq: 1, rev: 1 })).toStartWith('unknown:')
  })
})
