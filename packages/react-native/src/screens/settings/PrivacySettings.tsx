// What others see of this person, as the server keeps it for all their devices, and the way to whom they have blocked.
// A switch shows at once what was asked; where the server did not take it, it goes back and says so.

import type { Settings } from '@jobline/client/people'
import { useBlocks, useConnection, useSettings } from '@jobline/react'
import { useToasts } from '../../components/overlay/toasts.tsx'
import { LinkRow, SettingsSection, SwitchRow } from '../../components/settings/SettingRows.tsx'
import { useStrings } from '../../strings/use-strings.tsx'

export function PrivacySettings({ onBlocked }: { onBlocked?: (() => void) | undefined }) {
  const { settings: words } = useStrings()
  const { settings, change } = useSettings()
  const { state } = useConnection()
  const toasts = useToasts()
  const is_live = state === 'live' || state === 'syncing'
  const setting = (name: keyof Settings) => ({
    testID: `setting-${name}`,
    label: words[name],
    text: is_live ? words[`${name}_text`] : words.needs_connection,
    value: settings?.[name] ?? true,
    disabled: !is_live || !settings,
    onChange: (value: boolean) => void change({ [name]: value }).catch(() => toasts.show({ text: words.not_saved })),
  })
  return (
    <SettingsSection title={words.privacy}>
      <SwitchRow icon="eye" {...setting('read_receipts')} />
      <SwitchRow icon="person" {...setting('presence')} />
      {onBlocked ? <BlockedRow onPress={onBlocked} /> : null}
    </SettingsSection>
  )
}

function BlockedRow({ onPress }: { onPress: () => void }) {
  const { block, locale } = useStrings()
  const { blocks } = useBlocks()
  const count = blocks && blocks.length > 0 ? new Intl.NumberFormat(locale).format(blocks.length) : undefined
  return <LinkRow testID="open-blocked" icon="block" label={block.list_title} value={count} onPress={onPress} />
}
