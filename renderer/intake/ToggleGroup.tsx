import { IconCheck } from '@tabler/icons-react'
import type { KeyboardEvent } from 'react'
import { useId, useRef, useState } from 'react'
import classes from './intake.module.css'

interface ToggleGroupProps<Value extends string> {
  readonly label: string
  readonly choices: readonly { readonly value: Value; readonly label: string }[]
  /** May hold values of other groups too: they stay. */
  readonly value: readonly Value[]
  readonly onChange: (value: Value[]) => void
}

const steps: Readonly<Record<string, number>> = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }

/**
 * Several of a few: check boxes that look like chips. One stop of the Tab key; the arrows go from one to the next,
 * Space marks.
 */
export function ToggleGroup<Value extends string>({
  label,
  choices,
  value,
  onChange,
}: ToggleGroupProps<Value>) {
  const id = useId()
  const [active, setActive] = useState(0)
  const group = useRef<HTMLDivElement>(null)

  function onKeyDown(event: KeyboardEvent): void {
    const step = steps[event.key]
    if (step === undefined) return
    event.preventDefault()
    const next = (active + step + choices.length) % choices.length
    setActive(next)
    group.current?.querySelectorAll('input')[next]?.focus()
  }

  function toggle(choice: Value, on: boolean): void {
    // In the order of the list, whatever the order of marking.
    onChange(
      choices.map((each) => each.value).filter((each) => (each === choice ? on : value.includes(each))),
    )
  }

  return (
    <div className={classes.toggles}>
      <span id={id} className={classes.label}>
        {label}
      </span>
      {/* biome-ignore lint/a11y/useSemanticElements: a fieldset cannot be laid out on one line with its legend */}
      <div ref={group} role="group" aria-labelledby={id} className={classes.chips} onKeyDown={onKeyDown}>
        {choices.map((choice, index) => (
          <label key={choice.value} className={classes.chip}>
            <input
              type="checkbox"
              checked={value.includes(choice.value)}
              tabIndex={index === active ? 0 : -1}
              onFocus={() => setActive(index)}
              onChange={(event) => toggle(choice.value, event.currentTarget.checked)}
            />
            <IconCheck size={14} stroke={2.5} aria-hidden />
            {choice.label}
          </label>
        ))}
      </div>
    </div>
  )
}
