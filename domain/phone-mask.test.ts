import { expect, it } from 'vitest'
import { maskedPhone } from './phone-mask.ts'

it.each([
  ['13800000001', '138****0001'],
  ['+8613800000001', '+86****0001'],
  ['26123456', '****3456'],
  ['12315', '****15'],
])('%s can be recognised as %s and not dialled', (phone, masked) => {
  expect(maskedPhone(phone)).toBe(masked)
})
