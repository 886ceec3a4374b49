// How a layer appears in a browser: at once, and only its paint fades in. React Native for Web would hold back the dialog's
// role, its hold on the focus and its Escape until its own motion has ended.

import type { ModalProps, ViewStyle } from 'react-native'
import { StyleSheet } from 'react-native'

type Motion = NonNullable<ModalProps['animationType']>

export const modalMotion = (_wanted: Motion): Motion => 'none'

export const paintMotion = (wanted: Motion): ViewStyle | undefined => (wanted === 'none' ? undefined : styles.fade)

/** React Native's types know no keyframes. */
const FADE: object = {
  animationKeyframes: { from: { opacity: 0 }, to: { opacity: 1 } },
  animationDuration: '140ms',
  animationTimingFunction: 'ease-out',
}
const styles = StyleSheet.create({ fade: FADE })
