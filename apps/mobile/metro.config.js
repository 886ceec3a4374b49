const { getDefaultConfig } = require('expo/metro-config')

const config = getDefaultConfig(__dirname)

// The gallery is in development, and where a build asks for it; other builds get an empty file in its place. Decided here and
// not by a condition in the code, because what a file was compiled to is kept from one build to the next.
const has_gallery = (context) => context.dev || process.env.EXPO_PUBLIC_GALLERY === '1'

// Imports name their file ('./x.ts'), and for such a name Metro never looks for x.web.ts or x.native.ts.
// TypeScript's moduleSuffixes does, so without this rule the type checker and the bundle would disagree.
config.resolver.resolveRequest = (context, name, platform) => {
  const file = /^(\.\.?\/.+)\.(tsx?)$/.exec(name)
  if (!file) return context.resolveRequest(context, name, platform)
  const path = file[1].endsWith('/gallery/gallery') && !has_gallery(context) ? file[1].replace(/gallery$/, 'no-gallery') : file[1]
  return context.resolveRequest({ ...context, sourceExts: [file[2]] }, path, platform)
}

module.exports = config
