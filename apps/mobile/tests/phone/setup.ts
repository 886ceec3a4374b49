// The native modules that a phone has and Node has not: their own packages' stand-ins.

import { jest } from '@jest/globals'

jest.mock('react-native-keyboard-controller', () => jest.requireActual('react-native-keyboard-controller/jest'))
jest.mock(
  'react-native-safe-area-context',
  () => jest.requireActual<{ default: object }>('react-native-safe-area-context/jest/mock').default,
)
