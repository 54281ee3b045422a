import { accessSync, constants } from 'node:fs'
import path from 'node:path'

const namesOnPath = [
  'google-chrome',
  'google-chrome-stable',
  'chromium',
  'chromium-browser',
  'microsoft-edge',
  'microsoft-edge-stable',
]

const macApplications = ['Google Chrome', 'Chromium', 'Microsoft Edge']

const windowsPrograms = [
  ['Google', 'Chrome', 'Application', 'chrome.exe'],
  ['Chromium', 'Application', 'chrome.exe'],
  ['Microsoft', 'Edge', 'Application', 'msedge.exe'],
]

/**
 * The Chromium (or a browser made of it) of this machine: what CHROMIUM_PATH or CHROME_PATH names, else the usual names on
 * the PATH, else the usual places of macOS and Windows. Null when there is none; a named one that does not exist is passed
 * over.
 */
export function findChromium(
  env: NodeJS.ProcessEnv,
  platform: NodeJS.Platform = process.platform,
): string | null {
  return candidates(env, platform).find(isExecutable) ?? null
}

function candidates(env: NodeJS.ProcessEnv, platform: NodeJS.Platform): string[] {
  const named = [env.CHROMIUM_PATH, env.CHROME_PATH]
    .filter((file) => typeof file === 'string')
    .filter((file) => file !== '')
  if (platform === 'darwin') {
    const folders = ['/Applications', path.join(env.HOME ?? '/', 'Applications')]
    const installed = folders.flatMap((folder) =>
      macApplications.map((name) => path.join(folder, `${name}.app`, 'Contents', 'MacOS', name)),
    )
    return [...named, ...installed]
  }
  if (platform === 'win32') {
    const folders = [env.PROGRAMFILES, env['PROGRAMFILES(X86)'], env.LOCALAPPDATA].filter(
      (folder) => folder !== undefined,
    )
    return [
      ...named,
      ...folders.flatMap((folder) => windowsPrograms.map((parts) => path.win32.join(folder, ...parts))),
    ]
  }
  const folders = (env.PATH ?? '').split(path.delimiter).filter((folder) => folder !== '')
  return [...named, ...namesOnPath.flatMap((name) => folders.map((folder) => path.join(folder, name)))]
}

function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK)
    return true
  } catch {
    return false
  }
}
