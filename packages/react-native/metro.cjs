// For the metro.config.js of an app that shows the screens: imports of the kit name their file ('./x.ts'), and for such a
// name Metro never looks for x.web.ts or x.native.ts. TypeScript's moduleSuffixes does.

/**
 * @template {{ resolver: { resolveRequest?: unknown } }} Config
 * @param {Config} config as of `getDefaultConfig`
 * @returns {Config} the same, changed
 */
exports.withJobline = (config) => {
  const before = config.resolver.resolveRequest
  /** @param {{ resolveRequest: Function, sourceExts: readonly string[] }} context @param {string} name @param {string | null} platform */
  config.resolver.resolveRequest = (context, name, platform) => {
    const resolve = typeof before === 'function' ? before : context.resolveRequest
    const file = /^(\.\.?\/.+)\.(tsx?)$/.exec(name)
    if (!file) return resolve(context, name, platform)
    return resolve({ ...context, sourceExts: [file[2]] }, file[1], platform)
  }
  return config
}
