// How a layer appears on a phone: the system moves it.

import type { ModalProps, ViewStyle } from 'react-native'

type Motion = NonNullable<ModalProps['animationType']>

/** What the system does. */
export const modalMotion = (wanted: Motion): Motion => wanted

/** What the layer's paint does beside it. */
export const paintMotion = (_wanted: Motion): ViewStyle | undefined => undefined
