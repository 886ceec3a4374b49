export { ChatFrame as default } from '../../src/screens/ChatFrame.tsx'
