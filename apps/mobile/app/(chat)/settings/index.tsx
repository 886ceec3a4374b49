export { SettingsRoute as default } from '../../../src/screens/SettingsRoute.tsx'
