import { defineConfig } from 'drizzle-kit'

export default defineConfig({
  dialect: 'postgresql',
  schema: './headoffice/tables.ts',
  out: './headoffice/migrations',
})
