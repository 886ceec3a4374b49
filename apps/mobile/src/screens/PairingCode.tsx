// From another machine of the network the demo asks for the code that its server shows on screen.

import { EmptyState, RADIUS, SPACE, TARGET, TextButton, TYPE, themed, useTheme } from '@jobline/react-native'
import { useState } from 'react'
import { StyleSheet, TextInput, View } from 'react-native'
import { useAppStrings } from '../strings/use-app-strings.ts'

export interface PairingCodeProps {
  /** A code was tried and not taken. */
  readonly refused: boolean
  readonly onEnter: (code: string) => void
}

export function PairingCode({ refused, onEnter }: PairingCodeProps) {
  const styles = useStyles()
  const app = useAppStrings()
  const { colors } = useTheme()
  const [code, setCode] = useState('')
  const enter = () => {
    if (code.trim() !== '') onEnter(code.trim())
  }
  return (
    <EmptyState level={1} testID="pairing" icon="alert" title={app.pairing_title} text={refused ? app.pairing_refused : app.pairing_text}>
      <View style={styles.form}>
        <TextInput
          testID="pairing-code"
          aria-label={app.pairing_label}
          placeholder={app.pairing_label}
          placeholderTextColor={colors.text_soft}
          value={code}
          onChangeText={setCode}
          onSubmitEditing={enter}
          autoCapitalize="characters"
          autoComplete="off"
          autoCorrect={false}
          maxLength={16}
          style={styles.input}
        />
        <TextButton look="main" label={app.pairing_enter} onPress={enter} />
      </View>
    </EmptyState>
  )
}

const useStyles = themed(({ colors }) =>
  StyleSheet.create({
    form: { gap: SPACE.m, marginTop: SPACE.m, width: 240, alignSelf: 'center' },
    input: {
      ...TYPE.body,
      minHeight: TARGET,
      paddingHorizontal: SPACE.l,
      borderRadius: RADIUS.l,
      borderWidth: 1,
      borderColor: colors.border,
      backgroundColor: colors.surface,
      color: colors.text,
      textAlign: 'center',
      letterSpacing: 2,
    },
  }),
)
