export { Lost as default } from '../src/screens/Lost.tsx'
