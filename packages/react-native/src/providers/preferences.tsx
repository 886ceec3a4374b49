// The preferences of the signed-in person on this device: read before the first picture, kept at once, and the same in
// every tab. Knows no screen; who obeys which of them is their own business.

import { createContext, type ReactNode, useContext, useMemo, useSyncExternalStore } from 'react'
import { deviceStorage } from '../platform/device-storage.ts'
import { useSystemSavesData } from '../platform/save-data.ts'
import { type PreferenceStorage, preferencesKey } from '../preferences/preference-storage.ts'
import { DEFAULT_PREFERENCES, type Preferences, readPreferences, writePreferences } from '../preferences/preferences.ts'

interface PreferencesValue {
  readonly preferences: Preferences
  change(changes: Partial<Preferences>): void
}

const PreferencesContext = createContext<PreferencesValue>({ preferences: DEFAULT_PREFERENCES, change: () => {} })

export interface PreferencesProviderProps {
  readonly user_id: string
  readonly storage?: PreferenceStorage | undefined
  readonly children: ReactNode
}

export function PreferencesProvider({ user_id, storage = deviceStorage, children }: PreferencesProviderProps) {
  const store = useMemo(() => createPreferenceStore(preferencesKey(user_id), storage), [user_id, storage])
  const preferences = useSyncExternalStore(store.subscribe, store.getSnapshot, store.getSnapshot)
  const value = useMemo(() => ({ preferences, change: store.change }), [preferences, store])
  return <PreferencesContext value={value}>{children}</PreferencesContext>
}

export const usePreferences = (): PreferencesValue => useContext(PreferencesContext)

/** What is not asked for is not loaded: photos of people, and earlier messages before somebody wants them. */
export function useDataSaver(): boolean {
  const system = useSystemSavesData()
  return useContext(PreferencesContext).preferences.data_saver ?? system
}

function createPreferenceStore(key: string, storage: PreferenceStorage) {
  const listeners = new Set<() => void>()
  let kept = storage.get(key)
  let preferences = readPreferences(kept)
  const reread = () => {
    const now = storage.get(key)
    if (now === kept) return
    kept = now
    preferences = readPreferences(kept)
    for (const listener of listeners) listener()
  }
  return {
    getSnapshot: () => preferences,
    subscribe(listener: () => void) {
      listeners.add(listener)
      const end = storage.subscribe?.(key, reread)
      reread()
      return () => {
        listeners.delete(listener)
        end?.()
      }
    },
    change(changes: Partial<Preferences>) {
      // On top of what another tab may have written since.
      storage.set(key, writePreferences({ ...readPreferences(storage.get(key)), ...changes }))
      reread()
    },
  }
}
