// What phones do otherwise than browsers, under jest-expo's presets for iOS and Android: the same sources as in the app,
// its native modules replaced by the presets' own.

const { dirname } = require('node:path')

/** @param {'ios' | 'android'} platform */
const project = (platform) => ({
  preset: `jest-expo/${platform}`,
  displayName: platform,
  rootDir: __dirname,
  testMatch: ['<rootDir>/tests/phone/**/*.spec.tsx'],
  resolver: '<rootDir>/tests/phone/resolver.cjs',
  setupFiles: ['<rootDir>/tests/phone/setup.ts', require.resolve('react-native-gesture-handler/jestSetup')],
  // jest-expo asks for it by name, npm keeps it inside of expo.
  moduleNameMapper: {
    '^expo-modules-core(/.*)?$': `${dirname(require.resolve('expo-modules-core/package.json', { paths: [require.resolve('expo')] }))}$1`,
  },
  transform: {
    '\\.[jt]sx?$': [
      'babel-jest',
      {
        babelrc: false,
        configFile: false,
        presets: [require.resolve('expo/internal/babel-preset')],
        caller: { name: 'metro', bundler: 'metro', platform },
      },
    ],
  },
  transformIgnorePatterns: [
    '/node_modules/(?!(react-native|@react-native|expo|@expo|@legendapp|make-plural|@jobline|emojibase-data)([-/]|$))',
    '/node_modules/react-native-reanimated/plugin/',
    '/node_modules/@react-native/babel-preset/',
  ],
})

module.exports = { projects: [project('ios'), project('android')] }
