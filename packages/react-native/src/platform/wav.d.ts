// A sound file: on the web its address, on phones the number that the bundler gave it.
declare module '*.wav' {
  const source: unknown
  // biome-ignore lint/style/noDefaultExport: bundlers export a file so
  export default source
}
