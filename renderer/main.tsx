import { z } from 'zod'

// The page may not build code from text (CSP), and zod decides how it works when a schema is made: so this stands
// before everything that holds a schema, which is why the rest is loaded only afterwards.
z.config({ jitless: true })

const { start } = await import('./start.tsx')
start()
