export { EnterDemo as default } from '../../src/screens/EnterDemo.tsx'
