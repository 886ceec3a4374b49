// List and chat in one: side by side on a wide window, one at a time on a narrow one. Driven by props, so
// any navigation library, or none, can own which conversation is open.

import { type ReactNode, useState } from 'react'
import { StyleSheet, useWindowDimensions, View } from 'react-native'
import { EmptyState } from '../components/basics/EmptyState.tsx'
import { Beside, Landmark } from '../components/basics/Landmark.tsx'
import { textLength } from '../platform/text-length.ts'
import { useStrings } from '../strings/use-strings.tsx'
import { themed } from '../theme/theme.tsx'
import { WIDE_FROM } from '../theme/tokens.ts'
import { ChatScreen } from './ChatScreen.tsx'
import { ConversationsScreen } from './ConversationsScreen.tsx'

export interface ChatWorkspaceProps {
  /** The open conversation; undefined: the list alone. */
  readonly conversation_id?: string | undefined
  /** The message to open it at, as `onOpen` told it. */
  readonly message_id?: string | undefined
  readonly onOpen: (conversation_id: string, message_id?: string) => void
  readonly onBack: () => void
  /** false while another screen covers it: nothing is marked as read then. */
  readonly focused?: boolean
  /** Shows a button for them over the list. */
  readonly onSettings?: (() => void) | undefined
  readonly accessory?: ReactNode
  /** Stands where the chat would: the settings. */
  readonly pane?: ReactNode
}

/** There is room for list and chat beside each other. */
export const useWideWindow = (): boolean => useWindowDimensions().width >= WIDE_FROM

export function ChatWorkspace(props: ChatWorkspaceProps) {
  const { conversation_id, message_id, onOpen, onBack, focused = true, onSettings, accessory, pane } = props
  const wide = useWideWindow()
  const styles = useStyles()
  const [open_count, setOpenCount] = useState(0)
  const openAnother = (id: string, at?: string) => {
    // What is open already is no step for the app; a message that was found again is one for the chat.
    if (id !== conversation_id || (at !== undefined && at !== message_id)) onOpen(id, at)
    else if (at !== undefined) setOpenCount(open_count + 1)
  }
  const open = conversation_id !== undefined || pane !== undefined
  return (
    <View style={styles.workspace}>
      {/* On a narrow window the list stays behind the chat, so that going back finds it where it was. */}
      <View style={wide ? styles.side : open ? styles.hidden : styles.main}>
        <Beside beside={wide}>
          <ConversationsScreen
            onOpen={openAnother}
            selected_id={wide ? conversation_id : undefined}
            onSettings={onSettings}
            accessory={accessory}
            banner={conversation_id === undefined}
          />
        </Beside>
      </View>
      {pane !== undefined ? (
        <View style={styles.main}>{pane}</View>
      ) : conversation_id !== undefined ? (
        <View style={styles.main}>
          <ChatScreen
            conversation_id={conversation_id}
            autofocus={wide}
            focused={focused}
            open_count={open_count}
            {...{ message_id }}
            {...(wide ? {} : { onBack })}
          />
        </View>
      ) : wide ? (
        <PickOne />
      ) : null}
    </View>
  )
}

function PickOne() {
  const styles = useStyles()
  const { conversations } = useStrings()
  return (
    <Landmark style={[styles.main, styles.pick]}>
      <EmptyState title={conversations.pick_title} text={conversations.pick_text} testID="pick-conversation" />
    </Landmark>
  )
}

const useStyles = themed(({ colors }) =>
  StyleSheet.create({
    workspace: { flex: 1, flexDirection: 'row', backgroundColor: colors.surface },
    side: { width: textLength(380), maxWidth: '42%', borderEndWidth: 1, borderEndColor: colors.border },
    main: { flex: 1, minWidth: 0 },
    hidden: { display: 'none' },
    pick: { backgroundColor: colors.canvas },
  }),
)
