export { BlockedRoute as default } from '../../../src/screens/SettingsRoute.tsx'
