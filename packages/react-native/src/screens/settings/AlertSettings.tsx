// What a new message does on this device. A switch that is turned on shows at once what it means.

import { SettingsSection, SwitchRow } from '../../components/settings/SettingRows.tsx'
import { canTick, tick } from '../../platform/haptics.ts'
import { playSound } from '../../platform/sound.ts'
import { usePreferences } from '../../providers/preferences.tsx'
import { useStrings } from '../../strings/use-strings.tsx'

export function AlertSettings() {
  const { settings } = useStrings()
  const { preferences, change } = usePreferences()
  const changeSound = (sound: boolean) => {
    change({ sound })
    if (sound) playSound()
  }
  const changeHaptics = (haptics: boolean) => {
    change({ haptics })
    if (haptics) tick()
  }
  return (
    <SettingsSection title={settings.alerts}>
      <SwitchRow
        testID="setting-sound"
        icon="sound"
        label={settings.sound}
        text={settings.sound_text}
        value={preferences.sound}
        onChange={changeSound}
      />
      {canTick ? (
        <SwitchRow
          testID="setting-haptics"
          icon="bell"
          label={settings.haptics}
          text={settings.haptics_text}
          value={preferences.haptics}
          onChange={changeHaptics}
        />
      ) : null}
    </SettingsSection>
  )
}
