export { ChatRoute as default } from '../../../src/screens/ChatRoute.tsx'
