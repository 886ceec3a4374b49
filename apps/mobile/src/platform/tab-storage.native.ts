// A phone has no tabs, or one that is never closed: what it remembers, the device does.

export { deviceStorage as tabStorage } from '@jobline/react-native'
