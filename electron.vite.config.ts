import path from 'node:path'
import react from '@vitejs/plugin-react'
import { defineConfig } from 'electron-vite'
import type { Plugin } from 'vite'

const projectDir = import.meta.dirname
const ours = ['domain', 'db', 'electron'].map((folder) => path.join(projectDir, folder) + path.sep)

/**
 * A source file that asks where it lies finds what is shipped beside it (migrations, resources, the built page) by its
 * place in the project. Bundled into out/main it would ask from there, so it is told its own place instead; what is
 * shipped keeps that place in the packed program too.
 */
function keepSourcePlaces(): Plugin {
  return {
    name: 'countersign:keep-source-places',
    enforce: 'pre',
    transform(code, id) {
      const file = path.normalize(id.split('?')[0] ?? id)
      if (!ours.some((folder) => file.startsWith(folder)) || !code.includes('import.meta')) return null
      const place = path
        .relative(path.join(projectDir, 'out', 'main'), file)
        .split(path.sep)
        .join('/')
      const told = code
        .replace(/\bimport\.meta\.dirname\b/g, 'sourceFolder')
        .replace(/\bimport\.meta\.url\b/g, 'sourceUrl')
      // Everything stays on its line, so the map of the step before still fits.
      const kept = [
        `import { fileURLToPath as toSourceFolder } from 'node:url';`,
        `const sourceUrl = new URL(${JSON.stringify(place)}, import.meta.url).href;`,
        `const sourceFolder = toSourceFolder(new URL('.', sourceUrl));`,
        told,
      ].join(' ')
      return { code: kept, map: null }
    },
  }
}

export default defineConfig({
  main: {
    plugins: [keepSourcePlaces()],
    build: {
      target: 'node24.18',
      sourcemap: true,
      rolldownOptions: {
        input: { main: 'electron/main.ts', serve: 'electron/start/serve-main.ts' },
        // One flat folder, so that every file asks for its neighbours from the same place.
        output: { entryFileNames: '[name].js', chunkFileNames: '[name]-[hash].js' },
      },
    },
  },
  renderer: {
    root: 'renderer',
    plugins: [react()],
    build: {
      // The page is also opened by the browsers of the store's other computers.
      target: 'chrome120',
      minify: true,
      outDir: path.join(projectDir, 'out', 'renderer'),
      rolldownOptions: { input: path.join(projectDir, 'renderer', 'index.html') },
    },
  },
})
