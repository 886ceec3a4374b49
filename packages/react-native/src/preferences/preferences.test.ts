import { expect, test } from 'bun:test'
import { DEFAULT_PREFERENCES, readPreferences, writePreferences } from './preferences.ts'

test('nothing kept, nonsense and half of it read as the defaults', () => {
  for (const kept of [undefined, '', 'null', '17', '[]', '{"scheme":', '{"scheme":"pink","sound":"no","language":"../x"}'])
    expect(readPreferences(kept)).toEqual({ ...DEFAULT_PREFERENCES, data_saver: undefined })
  expect(readPreferences('{"scheme":"dark","sound":1,"later":true}')).toMatchObject({ scheme: 'dark', sound: true })
})

test('what was chosen comes back, and what was not chosen follows later defaults', () => {
  const chosen = { ...DEFAULT_PREFERENCES, scheme: 'dark', language: 'pt-BR', sound: false, data_saver: false } as const
  expect(readPreferences(writePreferences(chosen))).toEqual(chosen)
  const later = { ...DEFAULT_PREFERENCES, haptics: false }
  expect(readPreferences(writePreferences(chosen), later)).toEqual({ ...chosen, haptics: false })
})
