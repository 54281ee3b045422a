import path from 'node:path'

/** The folder of the project, or of the packed program: what is shipped keeps its place in it. */
export const projectDir = path.resolve(import.meta.dirname, '..', '..')

/** The built page that a browser and Electron's window show. */
export const rendererDir = path.join(projectDir, 'out', 'renderer')
