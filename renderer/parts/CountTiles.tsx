import { Tooltip, UnstyledButton } from '@mantine/core'
import type { IconSignature } from '@tabler/icons-react'
import classes from './tiles.module.css'

export interface CountTile<Code extends string> {
  readonly code: Code
  readonly word: string
  readonly icon: typeof IconSignature
  /** null while it is being read; `uncounted` where there is nothing to count. */
  readonly count: number | null | 'uncounted'
  /** What exactly is counted, where the word alone does not say it. */
  readonly hint?: string | null
}

interface CountTilesProps<Code extends string> {
  readonly label: string
  readonly tiles: readonly CountTile<Code>[]
  readonly chosen: Code
  readonly onChoose: (code: Code) => void
}

/** Counts in one strip; each narrows a list to what it counts. */
export function CountTiles<Code extends string>({ label, tiles, chosen, onChoose }: CountTilesProps<Code>) {
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset cannot be laid out as one strip
    <div className={classes.tiles} role="group" aria-label={label}>
      {tiles.map(({ code, word, icon: Icon, count, hint = null }) => (
        <Tooltip key={code} label={hint ?? ''} disabled={hint === null}>
          <UnstyledButton
            className={classes.tile}
            data-kind={typeof count === 'number' && count > 0 ? code : 'none'}
            aria-pressed={chosen === code}
            onClick={() => onChoose(code)}
          >
            <Icon size={18} stroke={1.75} aria-hidden />
            <span className={classes.tileWord}>{word}</span>
            {count === 'uncounted' ? null : <span className={classes.tileCount}>{count ?? '–'}</span>}
          </UnstyledButton>
        </Tooltip>
      ))}
    </div>
  )
}
