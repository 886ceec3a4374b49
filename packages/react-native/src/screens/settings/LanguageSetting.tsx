// The language of the screens: each is written in itself, so that whoever cannot read the present one finds their own.

import { useState } from 'react'
import { TextButton } from '../../components/basics/TextButton.tsx'
import { Sheet } from '../../components/overlay/Sheet.tsx'
import { RadioGroup } from '../../components/settings/RadioGroup.tsx'
import { LinkRow } from '../../components/settings/SettingRows.tsx'
import { usePreferences } from '../../providers/preferences.tsx'
import { LANGUAGE_CODES, LANGUAGES } from '../../strings/languages.ts'
import { useStrings } from '../../strings/use-strings.tsx'

export function LanguageSetting() {
  const { settings, report } = useStrings()
  const { preferences, change } = usePreferences()
  const [open, setOpen] = useState(false)
  const options = [
    { value: 'auto', label: settings.language_auto },
    ...LANGUAGE_CODES.map((code) => ({ value: code as string, label: LANGUAGES[code].name })),
  ]
  const chosen = options.find(({ value }) => value === preferences.language) ?? options[0]
  const close = () => setOpen(false)
  return (
    <>
      <LinkRow testID="setting-language" icon="globe" label={settings.language} value={chosen?.label} onPress={() => setOpen(true)} />
      <Sheet
        open={open}
        title={settings.language}
        onClose={close}
        testID="language-sheet"
        footer={<TextButton testID="language-done" look="main" label={report.done} onPress={close} />}
      >
        <RadioGroup
          testID="language"
          label={settings.language}
          options={options}
          value={chosen?.value}
          onChange={(language) => change({ language })}
        />
      </Sheet>
    </>
  )
}
