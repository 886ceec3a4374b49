const { withJobline } = require('@jobline/react-native/metro')
const { getDefaultConfig } = require('expo/metro-config')

const config = getDefaultConfig(__dirname)

// The gallery is in development, and where a build asks for it; other builds get an empty file in its place. Decided here and
// not by a condition in the code, because what a file was compiled to is kept from one build to the next.
const has_gallery = (context) => context.dev || process.env.EXPO_PUBLIC_GALLERY === '1'

config.resolver.resolveRequest = (context, name, platform) =>
  context.resolveRequest(context, has_gallery(context) ? name : name.replace(/\/gallery\/gallery$/, '/gallery/no-gallery'), platform)

module.exports = withJobline(config)
