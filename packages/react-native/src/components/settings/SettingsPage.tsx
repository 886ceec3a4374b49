// The page that settings stand on: a bar with the way back and a name, then one column that stays readable on a wide
// window.

import type { ReactNode } from 'react'
import { ScrollView, StyleSheet } from 'react-native'
import { useSafeAreaInsets } from 'react-native-safe-area-context'
import { themed, useTheme } from '../../theme/theme.tsx'
import { Landmark } from '../basics/Landmark.tsx'
import { ScreenHeader } from '../basics/ScreenHeader.tsx'

export interface SettingsPageProps {
  readonly title: string
  readonly onBack?: (() => void) | undefined
  readonly testID: string
  readonly children: ReactNode
}

export function SettingsPage({ title, onBack, testID, children }: SettingsPageProps) {
  const styles = useStyles()
  const { space } = useTheme()
  const insets = useSafeAreaInsets()
  return (
    <Landmark testID={testID} style={styles.screen}>
      <ScreenHeader title={title} onBack={onBack} width={COLUMN} />
      <ScrollView style={styles.scroll} contentContainerStyle={[styles.content, { paddingBottom: insets.bottom + space.xxl }]}>
        {children}
      </ScrollView>
    </Landmark>
  )
}

const COLUMN = 640

const useStyles = themed(({ colors, space }) =>
  StyleSheet.create({
    screen: { flex: 1, minWidth: 0, backgroundColor: colors.canvas },
    scroll: { flex: 1 },
    content: { width: '100%', maxWidth: COLUMN, alignSelf: 'center', padding: space.l, paddingTop: space.xl, gap: space.xl },
  }),
)
