import { afterAll, describe, expect, it } from 'vitest'
import { hasPostgres, startPostgres } from '../headoffice/postgres-server.ts'
import { erasureSuite } from './erasure-suite.ts'
import { headOfficeSuite } from './head-office-suite.ts'

if (hasPostgres()) {
  const server = await startPostgres()
  afterAll(() => server.stop())
  const backend = {
    name: 'a PostgreSQL server',
    fresh: async () => ({ databaseUrl: await server.newDatabase() }),
  }
  headOfficeSuite(backend)
  erasureSuite(backend)
} else {
  describe('a PostgreSQL server', () => {
    it('is not on this machine and DATABASE_URL names none: the way to head office was tested on PGlite only', () => {
      expect(process.env.CI, 'Install PostgreSQL or set DATABASE_URL').not.toBe('true')
    })
  })
}
