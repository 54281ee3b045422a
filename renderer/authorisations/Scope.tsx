import type { ScopedAuthorisation } from './authorisation-scope.ts'
import classes from './authorisations.module.css'
import { useScopeParts } from './scope-words.ts'

/**
 * What an authorisation allows, in one plain line that breaks between its parts and not within a date.
 * @param of signed or about to be
 */
export function Scope({ of }: { readonly of: ScopedAuthorisation }) {
  const parts = useScopeParts()(of)
  return (
    <span>
      {parts.map((part) => (
        <span key={part} className={classes.part}>
          {part}
        </span>
      ))}
    </span>
  )
}
