import type { ReactNode } from 'react'
import { useFormat } from '../i18n/format.ts'
import classes from './complaint.module.css'

interface HappeningLineProps {
  /** ISO 8601 UTC. */
  readonly at: string
  /** What was done, by its name. */
  readonly name: string
  readonly by: string
  /** In words, in the order in which they are shown; empty = the line does not open. */
  readonly details: readonly { readonly label: string; readonly text: string }[]
  /** What the closed line says. */
  readonly children: ReactNode
}

/** One line of what happened; opens where there is more to read. */
export function HappeningLine({ at, name, by, details, children }: HappeningLineProps) {
  const format = useFormat()
  const row = (
    <>
      <time className={`numbers ${classes.dim}`} dateTime={at} title={format.exact(at)}>
        {format.short(at)}
      </time>
      <strong>{name}</strong>
      <span className="one-line">{by}</span>
      <span className="one-line">{children}</span>
    </>
  )
  if (details.length === 0) return <div className={`${classes.line} ${classes.lineFlat}`}>{row}</div>
  return (
    <details className={classes.line}>
      <summary>{row}</summary>
      <div className={classes.lineBody}>
        <dl>
          {details.map((detail) => (
            <Detail key={detail.label} {...detail} />
          ))}
        </dl>
      </div>
    </details>
  )
}

function Detail({ label, text }: { readonly label: string; readonly text: string }) {
  return (
    <>
      <dt>{label}</dt>
      <dd>{text}</dd>
    </>
  )
}
