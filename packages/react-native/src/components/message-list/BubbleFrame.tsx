// Around a bubble: its place in the row, what touches, mouse and keyboard do with it, its buttons while the mouse is at
// it, and the light on a message that somebody was led to. Knows nothing of what stands in the bubble.

import type { MessageItem } from '@jobline/client'
import { type ReactNode, useRef } from 'react'
import { StyleSheet, View } from 'react-native'
import { FrameBox, useBubbleGestures } from '../../platform/bubble-gestures.ts'
import { Held } from '../../platform/held.ts'
import { useStrings } from '../../strings/use-strings.tsx'
import { themed } from '../../theme/theme.tsx'
import { TARGET } from '../../theme/tokens.ts'
import { Icon } from '../basics/Icon.tsx'
import { IconButton } from '../basics/IconButton.tsx'
import { useChatActs, useIsPointed } from '../message-actions/chat-acts.tsx'
import type { Box } from '../overlay/menu-place.ts'

export interface BubbleFrameProps {
  readonly message: MessageItem
  /** Something can be done with it. */
  readonly has_menu: boolean
  readonly can_reply: boolean
  readonly can_react: boolean
  readonly starts_group: boolean
  readonly children: ReactNode
  /** Under the bubble: reactions, what went wrong. */
  readonly below?: ReactNode
}

export function BubbleFrame({ message, has_menu, can_reply, can_react, starts_group, children, below }: BubbleFrameProps) {
  const styles = useStyles()
  const acts = useChatActs()
  const rtl = useStrings().direction === 'rtl'
  const pointed = useIsPointed(message.id)
  const bubble = useRef<View>(null)
  const { is_own } = message

  const at = (open: (anchor: Box) => void) =>
    bubble.current?.measureInWindow((x, y, width, height) => open({ x, y, width, height: Math.min(height, MOST_OF_A_BUBBLE) }))
  const openMenu = (anchor?: Box) => (anchor ? acts?.openMenu(message, anchor) : at((box) => acts?.openMenu(message, box)))
  const { props, shows_tools, swiping, held } = useBubbleGestures({
    onMenu: acts && has_menu ? openMenu : undefined,
    onSwipe: acts && can_reply ? () => acts.perform('reply', message) : undefined,
    inwards: is_own === rtl ? 1 : -1,
  })
  return (
    <View style={[styles.row, starts_group && styles.row_first, pointed && styles.pointed]}>
      {pointed ? <View style={styles.pointed_edge} /> : null}
      {swiping ? (
        <View style={[styles.swipe_sign, is_own ? styles.at_end : styles.at_start]}>
          <Icon name="reply" size={20} color={styles.sign.color} weight={2} />
        </View>
      ) : null}
      <FrameBox {...props}>
        <View style={[styles.line, is_own ? styles.line_own : styles.line_other]}>
          <View ref={bubble} style={styles.bubble}>
            <Held value={held}>{children}</Held>
          </View>
          {acts && has_menu && shows_tools ? (
            <View style={[styles.tools, is_own ? styles.tools_own : styles.tools_other]}>
              {can_react ? <Tool icon="smile" act={() => at((box) => acts.openReactions(message, box))} message={message} /> : null}
              <Tool icon="more" act={() => at((box) => acts.openMenu(message, box))} message={message} />
            </View>
          ) : null}
        </View>
      </FrameBox>
      {below}
    </View>
  )
}

/** Anchored at a bubble that fills the window, a menu would have no room. */
const MOST_OF_A_BUBBLE = 320

function Tool({ icon, act, message }: { icon: 'smile' | 'more'; act: () => void; message: MessageItem }) {
  const { message: words } = useStrings()
  return (
    <IconButton
      icon={icon}
      size={20}
      label={icon === 'more' ? words.more : words.react}
      testID={`message-${icon === 'more' ? 'more' : 'react'}-${message.id}`}
      onPress={act}
    />
  )
}

const useStyles = themed(({ colors, space, radius }) =>
  StyleSheet.create({
    row: { paddingHorizontal: space.l, paddingTop: 2 },
    row_first: { paddingTop: space.m },
    pointed: { backgroundColor: colors.accent_soft },
    // Not by colour alone: an edge as well.
    pointed_edge: { position: 'absolute', top: 0, bottom: 0, start: 0, width: 4, borderRadius: 2, backgroundColor: colors.accent },
    line: { maxWidth: '80%' },
    line_own: { alignSelf: 'flex-end' },
    line_other: { alignSelf: 'flex-start' },
    bubble: { minWidth: 0, maxWidth: '100%' },
    tools: { position: 'absolute', top: '50%', marginTop: -TARGET / 2, flexDirection: 'row', zIndex: 1 },
    // The empty edge of the first one lies over the bubble's: so both fit beside the widest bubble of a narrow window.
    tools_own: { end: '100%', marginEnd: -space.s, flexDirection: 'row-reverse' },
    tools_other: { start: '100%', marginStart: -space.s, flexDirection: 'row' },
    swipe_sign: {
      position: 'absolute',
      bottom: 0,
      height: 40,
      width: 40,
      borderRadius: radius.full,
      alignItems: 'center',
      justifyContent: 'center',
    },
    at_start: { start: space.s },
    at_end: { end: space.s },
    sign: { color: colors.accent },
  }),
)
