// The layer that a sheet, a menu or a question stands on: over everything, in the language and direction of the screens,
// because a browser draws it outside their element. Moves only where the person does not mind motion, and waits for its turn.

import { Modal, type ModalProps, StyleSheet, View } from 'react-native'
import { Directed } from '../../platform/directed.tsx'
import { modalMotion, paintMotion } from '../../platform/overlay-motion.ts'
import { Inside, useOverlayTurn } from '../../platform/overlay-turn.ts'
import { useReducedMotion } from '../../platform/reduced-motion.ts'
import { useStrings } from '../../strings/use-strings.tsx'

export function Overlay({ animationType = 'none', visible = true, children, ...props }: Omit<ModalProps, 'onDismiss'>) {
  const { language, direction } = useStrings()
  const { inside, ...turn } = useOverlayTurn(visible)
  const motion = useReducedMotion() ? 'none' : animationType
  return (
    <Modal transparent animationType={modalMotion(motion)} supportedOrientations={ANY} {...props} {...turn}>
      <Directed language={language} direction={direction} fill>
        <View style={[styles.fill, paintMotion(motion)]} onAccessibilityEscape={props.onRequestClose as (() => void) | undefined}>
          <Inside value={inside}>{children}</Inside>
        </View>
      </Directed>
    </Modal>
  )
}

/** iOS would turn the screen upright. */
const ANY: ModalProps['supportedOrientations'] = ['portrait', 'portrait-upside-down', 'landscape']

const styles = StyleSheet.create({ fill: { flex: 1 } })
