// A report for whoever helps: shown whole before it is handed on, so that nobody has to trust that it holds no message and
// no name. What was shown is what is handed on, however the connection changes meanwhile.

import type { Diagnostics } from '@jobline/client/diagnostics'
import { useDiagnostics } from '@jobline/react'
import { useState } from 'react'
import { Platform, ScrollView, StyleSheet, Text, View } from 'react-native'
import { TextButton } from '../../components/basics/TextButton.tsx'
import { useToasts } from '../../components/overlay/toasts.tsx'
import { SettingsSection } from '../../components/settings/SettingRows.tsx'
import { handOut, handsOutFiles } from '../../platform/hand-out.ts'
import { useStrings } from '../../strings/use-strings.tsx'
import { themed } from '../../theme/theme.tsx'

export function DiagnosticsReport({ version }: { version: string | undefined }) {
  const styles = useStyles()
  const { connection_page: words } = useStrings()
  const toasts = useToasts()
  const now = textOf(useDiagnostics(), version)
  const [shown, setShown] = useState<string>()
  const give = async () => {
    const given = await handOut(`jobline-report-${new Date().toISOString().slice(0, 19).replace(/\D/g, '')}.json`, shown ?? now)
    if (given && handsOutFiles) toasts.show({ text: words.saved })
  }
  return (
    <SettingsSection title={words.report}>
      <View style={styles.content}>
        <Text style={styles.text}>{words.report_text}</Text>
        {shown !== undefined ? (
          <ScrollView horizontal style={styles.box} contentContainerStyle={styles.inside}>
            <Text testID="report-content" selectable style={styles.code}>
              {shown}
            </Text>
          </ScrollView>
        ) : null}
        <View style={styles.buttons}>
          <TextButton
            testID="report-show"
            label={shown === undefined ? words.report_show : words.report_hide}
            onPress={() => setShown(shown === undefined ? now : undefined)}
          />
          <TextButton testID="report-save" look="main" label={handsOutFiles ? words.save : words.share} onPress={() => void give()} />
        </View>
      </View>
    </SettingsSection>
  )
}

const textOf = (diagnostics: Diagnostics, version: string | undefined): string =>
  JSON.stringify({ app: version, platform: Platform.OS, ...diagnostics }, undefined, 2)

const useStyles = themed(({ colors, type, space, radius }) =>
  StyleSheet.create({
    content: { padding: space.l, gap: space.m },
    text: { ...type.label, color: colors.text_soft },
    box: { borderRadius: radius.m, backgroundColor: colors.sunken, maxHeight: 360 },
    inside: { padding: space.m },
    code: { ...type.small, color: colors.text, fontFamily: Platform.select({ ios: 'Menlo', default: 'monospace' }), direction: 'ltr' },
    buttons: { flexDirection: 'row', flexWrap: 'wrap', justifyContent: 'flex-end', gap: space.s },
  }),
)
