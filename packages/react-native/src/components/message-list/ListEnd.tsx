// The lower end of a window apart from the newest messages: later ones are being loaded, or can be asked for.

import { StyleSheet, View } from 'react-native'
import { useStrings } from '../../strings/use-strings.tsx'
import { themed } from '../../theme/theme.tsx'
import { TARGET } from '../../theme/tokens.ts'
import { TextButton } from '../basics/TextButton.tsx'
import type { LaterMessages } from './use-chat-window.ts'

export function ListEnd({ later, onNewest }: { later: LaterMessages; onNewest: () => void }) {
  const styles = useStyles()
  const { chat_more: words } = useStrings()
  return (
    <View style={styles.box}>
      {later.more_after ? (
        <TextButton
          testID="load-newer"
          label={later.loading_after ? words.loading_newer : words.load_newer}
          disabled={later.loading_after}
          onPress={later.onLoadAfter}
        />
      ) : (
        <TextButton testID="list-to-newest" label={words.to_newest} onPress={onNewest} />
      )}
    </View>
  )
}

const useStyles = themed(({ space }) =>
  StyleSheet.create({ box: { minHeight: TARGET, alignItems: 'center', justifyContent: 'center', paddingTop: space.s } }),
)
