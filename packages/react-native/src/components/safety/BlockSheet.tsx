// Asked before a person is blocked: what it means, sentence by sentence. The server enforces it; without a connection it
// cannot be done, and the sheet says so.

import { usePersonActions } from '@jobline/react'
import { memo, useState } from 'react'
import { StyleSheet, Text, View } from 'react-native'
import { useStrings } from '../../strings/use-strings.tsx'
import { themed } from '../../theme/theme.tsx'
import { Icon, type IconName } from '../basics/Icon.tsx'
import { TextButton } from '../basics/TextButton.tsx'
import { Sheet } from '../overlay/Sheet.tsx'
import { useToasts } from '../overlay/toasts.tsx'
import type { Person } from './person.ts'

export interface BlockSheetProps {
  readonly open: boolean
  readonly person: Person
  readonly onClose: () => void
}

export const BlockSheet = memo(function BlockSheet({ open, person, onClose }: BlockSheetProps) {
  const styles = useStyles()
  const { block: words, overlay } = useStrings()
  const actions = usePersonActions()
  const toasts = useToasts()
  const [state, setState] = useState<'asked' | 'busy' | 'failed'>('asked')
  const close = () => {
    setState('asked')
    onClose()
  }
  const block = async () => {
    setState('busy')
    try {
      await actions.block(person.user_id)
      close()
      toasts.show({ text: words.did_block(person.name) })
    } catch {
      setState('failed')
    }
  }
  return (
    <Sheet
      open={open}
      title={words.title(person.name)}
      onClose={close}
      testID="block-sheet"
      footer={
        <>
          <TextButton testID="block-cancel" label={overlay.cancel} onPress={close} />
          <TextButton testID="block-confirm" look="danger" label={words.confirm} disabled={state === 'busy'} onPress={() => void block()} />
        </>
      }
    >
      {MEANS.map(([name, icon]) => (
        <View key={name} style={styles.line}>
          <Icon name={icon} size={20} color={styles.sign.color} weight={1.8} />
          <Text style={styles.text}>{words[name]}</Text>
        </View>
      ))}
      {state === 'failed' ? (
        <Text role="alert" testID="block-failed" style={styles.failed}>
          {words.failed}
        </Text>
      ) : null}
    </Sheet>
  )
})

const MEANS = [
  ['theirs', 'muted'],
  ['silent', 'bell'],
  ['unseen', 'eye'],
  ['yours', 'edit'],
] as const satisfies readonly (readonly [string, IconName])[]

const useStyles = themed(({ colors, type, space }) =>
  StyleSheet.create({
    line: { flexDirection: 'row', alignItems: 'flex-start', gap: space.m, paddingVertical: space.s },
    text: { ...type.body, color: colors.text, flex: 1 },
    sign: { color: colors.text_soft },
    failed: { ...type.label, color: colors.danger, paddingTop: space.s },
  }),
)
