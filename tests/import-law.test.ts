import { globSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { importLawBreaks } from './helpers/import-law.ts'

const projectDir = path.resolve(import.meta.dirname, '..')

function projectSources(): Map<string, string> {
  const files = globSync('{domain,db,electron,renderer,headoffice,tests}/**/*.{ts,tsx}', { cwd: projectDir })
  return new Map(
    files.map((file) => [file.split(path.sep).join('/'), readFileSync(path.join(projectDir, file), 'utf8')]),
  )
}

describe('the import law', () => {
  it('is kept by every source file', () => {
    const sources = projectSources()
    expect(sources.has('electron/main.ts')).toBe(true)
    expect(importLawBreaks(sources)).toEqual([])
  })

  it.each([
    ['a rule that reads the database', 'domain/level.ts', "import { open } from '../db/opening.ts'"],
    ['a rule that reads a file', 'domain/level.ts', "import { readFileSync } from 'node:fs'"],
    ['a rule that makes keys of its own', 'domain/level.ts', "import { randomBytes } from 'node:crypto'"],
    ['a rule that knows a web framework', 'domain/level.ts', "import { Hono } from 'hono'"],
    [
      'a table that knows a use case',
      'db/schema.ts',
      "import { accept } from '../electron/desk/commands.ts'",
    ],
    [
      'a screen that runs the desk',
      'renderer/today/today.tsx',
      "import { openDesk } from '../../electron/desk/desk.ts'",
    ],
    [
      'a screen that takes a value beside a type',
      'renderer/today/today.tsx',
      "import { type Row, rows } from '../../electron/desk/views.ts'",
    ],
    ['a screen that reads files', 'renderer/today/today.tsx', "import path from 'node:path'"],
    [
      'a screen that types itself by the database',
      'renderer/app.tsx',
      "import type { Row } from '../db/schema.ts'",
    ],
    [
      'head office that runs a desk',
      'headoffice/main.ts',
      "const desk = await import('../electron/desk/desk.ts')",
    ],
    [
      'head office that knows the desk by type',
      'headoffice/a.ts',
      "type Desk = import('../electron/desk/desk.ts').Desk",
    ],
    ['a part that loads the start', 'electron/serve.ts', "export * from './main.ts'"],
    ['a browser host that needs Electron', 'electron/serve.ts', "import { app } from 'electron'"],
    ['a desk that needs Electron, deep inside', 'electron/serve.ts', "import './shell/window.ts'"],
    ['a test that would start a download', 'tests/electron/a.test.ts', "import { app } from 'electron'"],
    ['an import that Node cannot resolve', 'db/schema.ts', "import { levels } from '../domain/vocabulary'"],
  ])('refuses %s', (_what, file, line) => {
    const sources = new Map([
      ['electron/main.ts', "import { openWindow } from './shell/window.ts'"],
      ['electron/shell/window.ts', "import { BrowserWindow } from 'electron'"],
      [file, line],
    ])
    expect(importLawBreaks(sources)).toContainEqual(expect.stringContaining(file))
  })

  it('allows what the architecture says', () => {
    const sources = new Map([
      ['domain/journal/sealing.ts', "import { createHash } from 'node:crypto'"],
      ['domain/policy.ts', "import { z } from 'zod'\nimport { levels } from './vocabulary.ts'"],
      ['db/schema.ts', "import { levels } from '../domain/vocabulary.ts'"],
      ['electron/main.ts', "import { app } from 'electron'\nimport './shell/window.ts'"],
      ['electron/shell/window.ts', "import { BrowserWindow } from 'electron'"],
      ['electron/desk/desk.ts', "import { open } from '../../db/opening.ts'"],
      [
        'renderer/app.tsx',
        "import type { Row } from '../electron/desk/views.ts'\nimport { levels } from '../domain/vocabulary.ts'",
      ],
      ['renderer/calls.ts', "import { type Row, type Cell } from '../electron/desk/views.ts'"],
      ['headoffice/main.ts', "import { entrySchema } from '../domain/journal/entry.ts'"],
    ])
    expect(importLawBreaks(sources)).toEqual([])
  })
})
