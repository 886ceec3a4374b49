// Colours and language: of this device alone.

import { RadioGroup } from '../../components/settings/RadioGroup.tsx'
import { SettingsSection } from '../../components/settings/SettingRows.tsx'
import type { Preferences } from '../../preferences/preferences.ts'
import { usePreferences } from '../../providers/preferences.tsx'
import { useStrings } from '../../strings/use-strings.tsx'
import { LanguageSetting } from './LanguageSetting.tsx'

export function AppearanceSettings() {
  const { settings } = useStrings()
  const { preferences, change } = usePreferences()
  return (
    <SettingsSection title={settings.theme}>
      <RadioGroup<Preferences['scheme']>
        testID="setting-theme"
        label={settings.theme}
        value={preferences.scheme}
        onChange={(scheme) => change({ scheme })}
        options={[
          { value: 'auto', label: settings.theme_auto, text: settings.theme_auto_text },
          { value: 'light', label: settings.theme_light },
          { value: 'dark', label: settings.theme_dark },
        ]}
      />
      <LanguageSetting />
    </SettingsSection>
  )
}
