// Every package that code imports is declared by the workspace that imports it, and every declared one is used.
// npm hoists, so an undeclared import works here and breaks where the package is installed alone.

import { importsOf, isBuiltIn, isRelative, packageOf } from './scan-source.ts'
import { type Finding, isCode, isTest, ownerOf, readTree, report, repositoryRoot, type Tree } from './tree.ts'

interface Manifest {
  readonly name?: string
  readonly dependencies?: Readonly<Record<string, string>>
  readonly devDependencies?: Readonly<Record<string, string>>
  readonly peerDependencies?: Readonly<Record<string, string>>
  readonly bin?: unknown
}

/** Declared without an import that this check could see; each with what uses it. */
const USED_OTHERWISE: Readonly<Record<string, string>> = {
  bun: 'the binary that runs the server and the tests',
  typescript: 'the compiler, run by tools/check.mjs',
  '@biomejs/biome': 'formatter and linter, run by tools/check.mjs',
  expo: 'the command that builds the app',
  'react-dom': 'what react-native-web renders with',
  'react-native-web': 'takes the place of react-native on the web',
  'react-native-worklets': 'peer of react-native-reanimated',
  'react-native-reanimated': 'peer of react-native-keyboard-controller and expo-router',
  'react-native-gesture-handler': 'peer of expo-router',
  'react-native-screens': 'peer of expo-router',
  'expo-constants': 'peer of expo-router',
  'expo-linking': 'peer of expo-router',
  jest: 'runs apps/mobile/tests/phone',
  'jest-expo': 'the presets for iOS and Android in jest.config.cjs',
  '@react-native/jest-preset': 'peer of jest-expo',
  'react-test-renderer': 'peer of @testing-library/react-native',
  'expo-system-ui': 'read by Expo where app.json sets userInterfaceStyle',
}

/** Folders without a package.json of their own; they are run from the root and may use every workspace. */
const ROOT_FOLDERS = new Set(['tests', 'tools'])

const parse = (text: string | undefined): Manifest => (text === undefined ? {} : JSON.parse(text))

export function checkDeps(tree: Tree): Finding[] {
  const findings: Finding[] = []
  const manifestFiles = [...tree.keys()].filter((path) => /^((packages|apps|examples)\/[^/]+\/|bench\/)?package\.json$/.test(path))
  const workspaces = new Set(manifestFiles.map((path) => parse(tree.get(path)).name ?? ''))
  const rootManifest = parse(tree.get('package.json'))
  // What the whole-system tests are made of is declared by the package that exists for them.
  const testkit = parse(tree.get('packages/testkit/package.json'))
  const used = new Map<string, Set<string>>()

  for (const [file, text] of tree) {
    const owner = ownerOf(file)
    if (!isCode(file) || owner === undefined) continue
    const folder = ROOT_FOLDERS.has(owner) ? '' : `${owner}/`
    const manifest = parse(tree.get(`${folder}package.json`))
    const shipped = { ...manifest.dependencies, ...manifest.peerDependencies }
    for (const { specifier, line, type_only } of importsOf(text)) {
      if (isRelative(specifier) || isBuiltIn(specifier)) continue
      const name = packageOf(specifier)
      if (name === manifest.name) continue
      for (const user of owner === 'tests' ? [folder, 'packages/testkit/'] : [folder])
        used.set(user, (used.get(user) ?? new Set()).add(name))
      const say = (message: string) => findings.push({ file, line, message, level: 'error' })
      const where = `${folder}package.json`
      if (ROOT_FOLDERS.has(owner)) {
        const known =
          owner === 'tests'
            ? { ...testkit.dependencies, ...testkit.devDependencies, ...rootManifest.devDependencies }
            : rootManifest.devDependencies
        if (!workspaces.has(name) && known?.[name] === undefined) say(`imports ${name}: declare it in devDependencies of ${where}`)
      } else if (isTest(file) || type_only || isBuildFile(file) || owner === 'bench') {
        // Nothing of the benches is shipped.
        const known = { ...shipped, ...manifest.devDependencies }
        const ofRoot = isTest(file) || isBuildFile(file) ? rootManifest.devDependencies : undefined
        if (known[name] === undefined && ofRoot?.[name] === undefined) say(`imports ${name}: declare it in devDependencies of ${where}`)
      } else if (shipped[name] === undefined) {
        say(`imports ${name}: declare it in dependencies of ${where}`)
      }
    }
  }

  for (const file of manifestFiles) {
    const folder = file.slice(0, -'package.json'.length)
    const manifest = parse(tree.get(file))
    const inUse = new Set(used.get(folder))
    // An app brings the peers of the packages that it uses: Expo links the native modules that the app declares.
    if (/^(apps|examples)\//.test(folder)) for (const peer of peersOf(tree, inUse)) inUse.add(peer)
    for (const name of Object.keys({ ...manifest.dependencies, ...manifest.devDependencies })) {
      if (inUse.has(name) || name in USED_OTHERWISE) continue
      // `@types/ws` is used where `ws` is; types of a platform are named in a tsconfig.
      const typed = name.startsWith('@types/') ? name.slice('@types/'.length) : undefined
      if (typed !== undefined && (inUse.has(typed) || namedInTsconfig(tree, folder, typed))) continue
      findings.push({ file, message: `declares ${name}, and nothing imports it: take it out`, level: 'error' })
    }
  }
  return findings
}

function peersOf(tree: Tree, names: ReadonlySet<string>): string[] {
  const manifests = [...tree].filter(([path]) => /^packages\/[^/]+\/package\.json$/.test(path)).map(([, text]) => parse(text))
  return manifests.filter(({ name }) => names.has(name ?? '')).flatMap(({ peerDependencies }) => Object.keys(peerDependencies ?? {}))
}

/** Run while developing, never part of what is shipped. */
const isBuildFile = (file: string): boolean => /\.config\.(js|cjs|mjs|ts)$/.test(file) || file.includes('/scripts/')

function namedInTsconfig(tree: Tree, folder: string, types: string): boolean {
  return [...tree].some(([path, text]) => path.startsWith(folder) && /tsconfig[^/]*\.json$/.test(path) && text.includes(`"${types}"`))
}

if (import.meta.main) {
  report(checkDeps(readTree(repositoryRoot)), 'all imports declared, all declarations used')
}
