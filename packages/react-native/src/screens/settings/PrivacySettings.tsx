// What others see of this person, as the server keeps it for all their devices, and the way to whom they have blocked.
// A switch shows at once what was asked; where the server did not take it, it goes back and says so. While nobody here knows
// how it stands it is not shown as on, and says why.

import type { Settings } from '@jobline/client/people'
import { useBlocks, useConnection, useSettings } from '@jobline/react'
import { StyleSheet, Text, View } from 'react-native'
import { LiveRegion } from '../../components/basics/LiveRegion.tsx'
import { TextButton } from '../../components/basics/TextButton.tsx'
import { useToasts } from '../../components/overlay/toasts.tsx'
import { LinkRow, SettingsSection, SwitchRow } from '../../components/settings/SettingRows.tsx'
import { useStrings } from '../../strings/use-strings.tsx'
import { themed } from '../../theme/theme.tsx'
import { useTryAgain } from './use-try-again.ts'

export function PrivacySettings({ onBlocked }: { onBlocked?: (() => void) | undefined }) {
  const styles = useStyles()
  const { settings: words } = useStrings()
  const { settings, error_code, change, reload } = useSettings()
  const { failed, trying, again } = useTryAgain(error_code, reload)
  const { state } = useConnection()
  const toasts = useToasts()
  const is_live = state === 'live' || state === 'syncing'
  const setting = (name: keyof Settings) => ({
    testID: `setting-${name}`,
    label: words[name],
    text: settings ? (is_live ? words[`${name}_text`] : words.needs_connection) : is_live ? words.unknown : words.unknown_offline,
    value: settings?.[name] ?? false,
    disabled: !is_live || !settings,
    onChange: (value: boolean) => void change({ [name]: value }).catch(() => toasts.show({ text: words.not_saved })),
  })
  const shows_failure = !settings && is_live && failed
  return (
    <SettingsSection title={words.privacy}>
      <LiveRegion text={shows_failure && !trying ? words.not_loaded : ''} />
      <SwitchRow icon="eye" {...setting('read_receipts')} />
      <SwitchRow icon="person" {...setting('presence')} />
      {shows_failure ? (
        <View testID="privacy-failed" style={styles.failed}>
          <Text style={styles.text}>{words.not_loaded}</Text>
          <TextButton testID="privacy-retry" label={trying ? words.retrying : words.retry} onPress={again} />
        </View>
      ) : null}
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

const useStyles = themed(({ colors, type, space }) =>
  StyleSheet.create({
    failed: { flexDirection: 'row', flexWrap: 'wrap', alignItems: 'center', paddingStart: space.l },
    text: { ...type.small, color: colors.text_soft, flexGrow: 1, flexShrink: 1 },
  }),
)
