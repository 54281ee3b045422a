import { afterAll, beforeAll, expect, it } from 'vitest'
import { states } from '../../domain/vocabulary.ts'
import type { TestDesk } from '../helpers/desk.ts'
import { startStore } from '../helpers/desk.ts'
import { walk } from '../helpers/walk.ts'

let desk: TestDesk
beforeAll(async () => {
  desk = await startStore()
})
afterAll(() => desk.close())

it.each(states)('a complaint can be brought to %s by the calls of the desk alone', async (state) => {
  const complaint = await walk(desk, state)
  expect((await complaint.view()).state).toBe(state)
})
