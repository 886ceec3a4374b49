// The layer that a sheet, a menu or a question stands on: over everything, in the language and direction of the screens,
// because a browser draws it outside their element. Moves only where the person does not mind motion.

import { Modal, type ModalProps, StyleSheet, View } from 'react-native'
import { Directed } from '../../platform/directed.tsx'
import { modalMotion, paintMotion } from '../../platform/overlay-motion.ts'
import { useReducedMotion } from '../../platform/reduced-motion.ts'
import { useStrings } from '../../strings/use-strings.tsx'

export function Overlay({ animationType = 'none', children, ...props }: ModalProps) {
  const { language, direction } = useStrings()
  const motion = useReducedMotion() ? 'none' : animationType
  return (
    <Modal transparent animationType={modalMotion(motion)} {...props}>
      <Directed language={language} direction={direction} fill>
        <View style={[styles.fill, paintMotion(motion)]}>{children}</View>
      </Directed>
    </Modal>
  )
}

const styles = StyleSheet.create({ fill: { flex: 1 } })
