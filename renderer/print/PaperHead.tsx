import type { PaperVoice } from './paper-text.ts'

interface PaperHeadProps {
  readonly title: string
  readonly store: string
  readonly number: string
  /** Beside the number, such as the version. */
  readonly aside?: string
  /** Marked 内部资料: no customer may have a copy (process section 4). */
  readonly internal?: boolean
  readonly voice: PaperVoice
}

/** Head of every paper: whose it is, what it is, which number it has. */
export function PaperHead({ title, store, number, aside, internal = false, voice }: PaperHeadProps) {
  return (
    <header>
      <div className="paper-head">
        <div className="paper-head-side">
          {store}
          {internal && (
            <>
              <br />
              <span className="paper-internal">{voice.t('internal')}</span>
            </>
          )}
        </div>
        <h1>{title}</h1>
        <div className="paper-head-side">
          {voice.t('number')} {number}
          {aside !== undefined && (
            <>
              <br />
              {aside}
            </>
          )}
        </div>
      </div>
      <hr className="paper-rule" />
    </header>
  )
}

/** Pairs of label and value in a row; empty values are left out. */
export function PaperFacts({ facts }: { readonly facts: readonly (readonly [string, string])[] }) {
  return (
    <dl className="paper-facts">
      {facts
        .filter(([, value]) => value !== '')
        .map(([label, value]) => (
          <div key={label}>
            <dt>{label}</dt>
            <dd>{value}</dd>
          </div>
        ))}
    </dl>
  )
}
