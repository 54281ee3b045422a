import { defineConfig } from 'vitest/config'

/** One project per kind of test. What drives whole processes runs file after file: two of them would starve each other. */
const oneByOne = { fileParallelism: false, sequence: { groupOrder: 1 } }
const minutes = (count: number) => count * 60_000

export default defineConfig({
  test: {
    projects: [
      { test: { name: 'house', include: ['tests/*.test.ts'] } },
      { test: { name: 'domain', include: ['domain/**/*.test.ts', 'tests/cases/**/*.test.ts'] } },
      { test: { name: 'renderer', include: ['renderer/**/*.test.ts'] } },
      { test: { name: 'db', include: ['tests/db/**/*.test.ts'], testTimeout: 20_000 } },
      { test: { name: 'desk', include: ['tests/desk/**/*.test.ts'], testTimeout: 20_000 } },
      { test: { name: 'sync', include: ['tests/sync/**/*.test.ts'], testTimeout: 30_000 } },
      {
        test: {
          name: 'headoffice',
          include: ['headoffice/**/*.test.ts', 'tests/headoffice/**/*.test.ts'],
          testTimeout: 30_000,
          hookTimeout: 60_000,
        },
      },
      { test: { name: 'electron', include: ['tests/electron/**/*.test.ts'], testTimeout: 30_000 } },
      {
        test: {
          name: 'browser',
          include: ['tests/browser/**/*.test.ts'],
          testTimeout: minutes(3),
          hookTimeout: minutes(3),
          ...oneByOne,
        },
      },
      {
        test: {
          name: 'faults',
          include: ['tests/faults/**/*.test.ts'],
          testTimeout: minutes(10),
          hookTimeout: minutes(3),
          ...oneByOne,
        },
      },
    ],
  },
})
