import path from 'node:path'
import { parseSync, Visitor } from 'vite'

/** The project's sources by their path from its root, with forward slashes. */
export type Sources = ReadonlyMap<string, string>

interface Import {
  from: string
  /** The project's file that is meant, or the package's or built-in module's name. */
  to: string
  kind: 'file' | 'module'
  typesOnly: boolean
}

/** Which top-level folders each may import from; `resources` gives data, never code. */
const mayImport: Readonly<Record<string, readonly string[]>> = {
  domain: ['domain', 'resources'],
  db: ['db', 'domain', 'resources'],
  electron: ['electron', 'db', 'domain', 'resources'],
  renderer: ['renderer', 'domain', 'resources'],
  headoffice: ['headoffice', 'domain', 'resources'],
}

/** The small libraries of dates, validation and forms of text that the pure rules may use. */
const domainLibraries = ['zod', 'temporal-polyfill', 'chinese-days', 'canonicalize', 'pinyin-pro', 'uuid']

/** `import('…').Name` in a type. */
const inlineTypeImport = 'TSImportType'

const mainFile = 'electron/main.ts'

/** Every break of the import law in the sources, one sentence each; none when the law is kept. */
export function importLawBreaks(sources: Sources): string[] {
  const imports = [...sources].flatMap(([file, text]) => importsOf(file, text))
  const loading = imports.filter((each) => !isTest(each.from))
  const missing = imports
    .filter((each) => each.kind === 'file' && path.posix.extname(each.to) === '')
    .map((each) => `${each.from} imports ${each.to} without its extension`)
  return [
    ...missing,
    ...loading.flatMap(folderBreaks),
    ...imports.flatMap((each) => electronBreaks(each, loading)),
  ]
}

function folderBreaks(each: Import): string[] {
  const folder = topOf(each.from)
  const allowed = mayImport[folder]
  if (allowed === undefined) return []
  if (each.kind === 'module') return moduleBreaks(folder, each)
  if (each.to === mainFile) return [`${each.from} imports ${mainFile}, which is a start and not a part`]
  if (/^resources\/.*\.tsx?$/.test(each.to)) return [`${each.from} imports code from resources: ${each.to}`]
  if (allowed.includes(topOf(each.to))) return []
  if (folder === 'renderer' && each.to.startsWith('electron/desk/')) {
    return each.typesOnly ? [] : [`${each.from} imports more than types from ${each.to}`]
  }
  return [`${each.from} imports ${each.to}: ${folder} may not import ${topOf(each.to)}`]
}

function moduleBreaks(folder: string, { from, to }: Import): string[] {
  if (folder === 'domain') {
    if (to === 'node:crypto' && from.startsWith('domain/journal/')) return []
    return domainLibraries.includes(packageOf(to))
      ? []
      : [`${from} imports ${to}, which pure rules may not use`]
  }
  return folder === 'renderer' && to.startsWith('node:')
    ? [`${from} imports ${to}, but the page has no Node`]
    : []
}

/** Module `electron` belongs to electron/main.ts and to files that no other start of a program loads. */
function electronBreaks(each: Import, loading: readonly Import[]): string[] {
  if (each.kind !== 'module' || packageOf(each.to) !== 'electron') return []
  if (isTest(each.from)) {
    return each.typesOnly ? [] : [`${each.from} imports the real electron, which starts a download`]
  }
  const others = startsThatLoad(each.from, loading).filter((start) => start !== mainFile)
  return others.map((start) => `${each.from} imports electron, but ${start} loads it too`)
}

/** The files that nothing imports and through which a file is reached: itself, when nothing imports it. */
function startsThatLoad(file: string, loading: readonly Import[]): string[] {
  const reached = new Set([file])
  for (const each of reached) {
    for (const { from, to } of loading) if (to === each) reached.add(from)
  }
  return [...reached].filter((each) => !loading.some(({ to }) => to === each))
}

function importsOf(file: string, text: string): Import[] {
  const parsed = parseSync(file, text)
  if (parsed.errors.length > 0) throw new Error(`${file} cannot be parsed: ${parsed.errors[0]?.message}`)
  const found: { name: string; typesOnly: boolean }[] = []
  for (const { moduleRequest, entries, start } of parsed.module.staticImports) {
    const typesOnly = /^import\s+type\b/.test(text.slice(start)) || allTypes(entries)
    found.push({ name: moduleRequest.value, typesOnly })
  }
  for (const { entries } of parsed.module.staticExports) {
    for (const entry of entries) {
      if (entry.moduleRequest) found.push({ name: entry.moduleRequest.value, typesOnly: entry.isType })
    }
  }
  for (const { moduleRequest } of parsed.module.dynamicImports) {
    const literal = /^['"`](.*)['"`]$/.exec(text.slice(moduleRequest.start, moduleRequest.end))
    if (literal?.[1] !== undefined) found.push({ name: literal[1], typesOnly: false })
  }
  new Visitor({
    [inlineTypeImport]: (node) => void found.push({ name: node.source.value, typesOnly: true }),
  }).visit(parsed.program)
  return found.map(({ name, typesOnly }) => ({ from: file, ...placeOf(file, name), typesOnly }))
}

function allTypes(entries: readonly { isType: boolean }[]): boolean {
  return entries.length > 0 && entries.every((entry) => entry.isType)
}

function placeOf(file: string, name: string): Pick<Import, 'to' | 'kind'> {
  if (!name.startsWith('.')) return { kind: 'module', to: name }
  const bare = name.replace(/\?.*$/, '')
  return { kind: 'file', to: path.posix.join(path.posix.dirname(file), bare) }
}

function packageOf(name: string): string {
  const parts = name.split('/')
  return name.startsWith('@') ? parts.slice(0, 2).join('/') : (parts[0] ?? name)
}

function topOf(file: string): string {
  return file.split('/')[0] ?? file
}

function isTest(file: string): boolean {
  return file.startsWith('tests/') || /\.test\.tsx?$/.test(file)
}
