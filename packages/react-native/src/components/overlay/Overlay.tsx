// The layer that a sheet, a menu or a question stands on: over everything, in the language and direction of the screens,
// because a browser draws it outside their element. Moves only where the person does not mind motion.

import { Modal, type ModalProps } from 'react-native'
import { Directed } from '../../platform/directed.tsx'
import { useReducedMotion } from '../../platform/reduced-motion.ts'
import { useStrings } from '../../strings/use-strings.tsx'

export function Overlay({ animationType, children, ...props }: ModalProps) {
  const { language, direction } = useStrings()
  const reduced = useReducedMotion()
  return (
    <Modal transparent animationType={reduced ? 'none' : animationType} {...props}>
      <Directed language={language} direction={direction} fill>
        {children}
      </Directed>
    </Modal>
  )
}
