import { defineConfig } from 'vitest/config'

/** One project per kind of test. What drives whole processes runs file after file: two of them would starve each other. */
const oneByOne = { fileParallelism: false, sequence: { groupOrder: 1 } }
/** Limits for hung tests, not for slow machines: nothing here asserts a speed. */
const unhurried = { testTimeout: 60_000, hookTimeout: 60_000 }
const minutes = (count: number) => count * 60_000

const rules = ['domain/**/*.test.ts', 'tests/cases/**/*.test.ts']

export default defineConfig({
  test: {
    projects: [
      { test: { name: 'house', include: ['tests/*.test.ts'] } },
      { test: { name: 'domain', include: rules } },
      // Store time is the store's, whatever the computer's own zone is.
      { test: { name: 'domain under New York', include: rules, env: { TZ: 'America/New_York' } } },
      { test: { name: 'renderer', include: ['renderer/**/*.test.ts'] } },
      { test: { name: 'db', include: ['tests/db/**/*.test.ts'], ...unhurried } },
      { test: { name: 'desk', include: ['tests/desk/**/*.test.ts'], ...unhurried } },
      { test: { name: 'sync', include: ['tests/sync/**/*.test.ts'], ...unhurried } },
      {
        test: {
          name: 'headoffice',
          include: ['headoffice/**/*.test.ts', 'tests/headoffice/**/*.test.ts'],
          ...unhurried,
        },
      },
      { test: { name: 'electron', include: ['tests/electron/**/*.test.ts'], ...unhurried } },
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
