export { ListRoute as default } from '../../src/screens/ListRoute.tsx'
