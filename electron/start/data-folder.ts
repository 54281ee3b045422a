import { homedir } from 'node:os'
import path from 'node:path'

/**
 * Where a store's data lies when nobody says otherwise: the place that the platform keeps for a program's data.
 * The demo store has a folder of its own, so that trying the program never touches a store's register.
 */
export function defaultDataFolder(demo: boolean, platform: NodeJS.Platform, env: NodeJS.ProcessEnv): string {
  return path.join(dataHome(platform, env), demo ? 'countersign-demo' : 'countersign')
}

function dataHome(platform: NodeJS.Platform, env: NodeJS.ProcessEnv): string {
  const home = homedir()
  if (platform === 'win32') return env.APPDATA || path.join(home, 'AppData', 'Roaming')
  if (platform === 'darwin') return path.join(home, 'Library', 'Application Support')
  return env.XDG_DATA_HOME || path.join(home, '.local', 'share')
}
