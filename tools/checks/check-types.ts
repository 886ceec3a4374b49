// Runs the compiler over every tsconfig of the repository, and refuses a source file that none of them covers:
// what no tsconfig names, nobody checks.

import { cpus } from 'node:os'
import { join, posix, relative, sep } from 'node:path'
import { type Finding, readTree, report, repositoryRoot, type Tree } from './tree.ts'

/** A tsconfig that checks something: the base that others extend names no files. */
export function projectsOf(tree: Tree): string[] {
  return [...tree.keys()].filter((path) => /(^|\/)tsconfig[^/]*\.json$/.test(path) && /"include"|"files"/.test(tree.get(path) ?? '')).sort()
}

export function findUncovered(tree: Tree, covered: ReadonlySet<string>): Finding[] {
  const findings: Finding[] = []
  for (const file of tree.keys()) {
    if (!/\.tsx?$/.test(file) || file.includes('/fixtures/') || covered.has(file)) continue
    findings.push({ file, message: `no tsconfig includes it: add it to one beside ${posix.dirname(file)}`, level: 'error' })
  }
  return findings
}

interface Compiled {
  readonly project: string
  readonly failed: boolean
  readonly errors: string
  readonly files: readonly string[]
}

async function compile(root: string, project: string): Promise<Compiled> {
  const tsc = join(root, 'node_modules', 'typescript', 'bin', 'tsc')
  const child = Bun.spawn(['node', tsc, '-p', project, '--listFiles', '--pretty', 'false'], { cwd: root, stdout: 'pipe', stderr: 'pipe' })
  const [out, err, code] = await Promise.all([new Response(child.stdout).text(), new Response(child.stderr).text(), child.exited])
  const lines = out.split('\n')
  const isFile = (line: string) => /^(\/|[A-Za-z]:[\\/]).*\.(ts|tsx|mts|cts|js|mjs|json)$/.test(line)
  return {
    project,
    failed: code !== 0,
    errors: [...lines.filter((line) => line !== '' && !isFile(line)), err.trim()].filter(Boolean).join('\n'),
    files: lines.filter(isFile).map((file) => relative(root, file).split(sep).join('/')),
  }
}

export async function checkTypes(root: string, tree: Tree): Promise<{ findings: Finding[]; projects: number; output: string }> {
  const waiting = projectsOf(tree)
  const projects = waiting.length
  const done: Compiled[] = []
  const work = async () => {
    for (let project = waiting.shift(); project !== undefined; project = waiting.shift()) done.push(await compile(root, project))
  }
  await Promise.all(Array.from({ length: Math.max(1, Math.min(4, cpus().length)) }, work))
  const findings = done
    .filter(({ failed }) => failed)
    .map(({ project }): Finding => ({ file: project, message: 'does not compile', level: 'error' }))
  findings.push(...findUncovered(tree, new Set(done.flatMap(({ files }) => files))))
  return {
    findings,
    projects,
    output: done
      .map(({ errors }) => errors)
      .filter(Boolean)
      .join('\n'),
  }
}

if (import.meta.main) {
  const { findings, projects, output } = await checkTypes(repositoryRoot, readTree(repositoryRoot))
  if (output !== '') console.log(output)
  report(findings, `${projects} projects`)
}
