const { getDefaultConfig } = require('expo/metro-config')

const config = getDefaultConfig(__dirname)

// Imports name their file ('./x.ts'), and for such a name Metro never looks for x.web.ts or x.native.ts.
// TypeScript's moduleSuffixes does, so without this rule the type checker and the bundle would disagree.
config.resolver.resolveRequest = (context, name, platform) => {
  const file = /^(\.\.?\/.+)\.(tsx?)$/.exec(name)
  if (!file) return context.resolveRequest(context, name, platform)
  return context.resolveRequest({ ...context, sourceExts: [file[2]] }, file[1], platform)
}

module.exports = config
