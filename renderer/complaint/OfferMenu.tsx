import { ActionIcon, Menu } from '@mantine/core'
import { IconDots } from '@tabler/icons-react'
import classes from './complaint.module.css'
import { menuInPlace } from './menu-in-place.ts'

interface OfferGroup<Action extends string> {
  readonly label: string
  readonly offers: readonly {
    readonly action: Action
    readonly word: string
    /** What is still missing, a sentence each; empty = it can be done now. */
    readonly why: readonly string[]
  }[]
}

interface OfferMenuProps<Action extends string> {
  readonly label: string
  readonly groups: readonly OfferGroup<Action>[]
  readonly onAction: (action: Action) => void
}

/** Every other action that the table offers, in groups; one that cannot be done yet says what is missing. */
export function OfferMenu<Action extends string>({ label, groups, onAction }: OfferMenuProps<Action>) {
  if (groups.every((group) => group.offers.length === 0)) return null
  return (
    <Menu position="bottom-end" width={280} transitionProps={{ duration: 120 }} {...menuInPlace}>
      <Menu.Target>
        <ActionIcon variant="default" size={36} aria-label={label}>
          <IconDots size={18} aria-hidden />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown className={classes.menu}>
        {groups.map((group) => (
          <Group key={group.label} group={group} onAction={onAction} />
        ))}
      </Menu.Dropdown>
    </Menu>
  )
}

function Group<Action extends string>({
  group,
  onAction,
}: {
  readonly group: OfferGroup<Action>
  readonly onAction: (action: Action) => void
}) {
  if (group.offers.length === 0) return null
  return (
    <>
      <Menu.Label>{group.label}</Menu.Label>
      {group.offers.map(({ action, word, why }) =>
        why.length === 0 ? (
          <Menu.Item key={action} onClick={() => onAction(action)}>
            {word}
          </Menu.Item>
        ) : (
          // Not `disabled`: the explanation must be reachable with the arrow keys.
          <Menu.Item key={action} aria-disabled closeMenuOnClick={false} className={classes.unavailable}>
            {word}
            {why.map((sentence) => (
              <span key={sentence} className={classes.why}>
                {sentence}
              </span>
            ))}
          </Menu.Item>
        ),
      )}
    </>
  )
}
