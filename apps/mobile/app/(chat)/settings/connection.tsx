export { ConnectionRoute as default } from '../../../src/screens/SettingsRoute.tsx'
