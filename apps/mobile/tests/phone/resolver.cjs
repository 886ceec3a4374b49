// Imports name their file ('./x.ts'); as in metro.config.js, such a name first means the platform's own file.

/** @param {string} request @param {{ defaultResolver: (request: string, options: object) => string, conditions?: string[] }} options */
module.exports = (request, options) => {
  const file = /^(\.\.?\/.+)\.(tsx?)$/.exec(request)
  if (!file) return options.defaultResolver(request, options)
  try {
    return options.defaultResolver(`${file[1]}.native.${file[2]}`, options)
  } catch {
    return options.defaultResolver(request, options)
  }
}
