const { withJobline } = require('@jobline/react-native/metro')
const { getDefaultConfig } = require('expo/metro-config')

module.exports = withJobline(getDefaultConfig(__dirname))
