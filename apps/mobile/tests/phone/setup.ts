// The native modules that a phone has and Node has not: their own packages' stand-ins.

import { jest } from '@jest/globals'

jest.mock('react-native-keyboard-controller', () => jest.requireActual('react-native-keyboard-controller/jest'))
jest.mock(
  'react-native-safe-area-context',
  () => jest.requireActual<{ default: object }>('react-native-safe-area-context/jest/mock').default,
)
jest.mock('react-native-worklets', () => jest.requireActual('react-native-worklets/lib/module/mock'))
jest.mock('react-native-reanimated', () => jest.requireActual('react-native-reanimated/mock'))
