import type { TextInputProps } from '@mantine/core'
import { TextInput } from '@mantine/core'

/** A PIN that is asked again at the moment of the act (process section 1); no browser keeps or fills it. */
export function PinField(props: TextInputProps) {
  return <TextInput {...props} type="password" inputMode="numeric" autoComplete="off" maxLength={12} />
}
