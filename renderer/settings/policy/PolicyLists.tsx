import { useTranslation } from 'react-i18next'
import type { Policy, PolicyChoice } from '../../../domain/policy.ts'
import { departments } from '../../../domain/vocabulary.ts'
import { useFormat } from '../../i18n/format.ts'
import classes from './policy.module.css'

/** The lists of the policy, to read. */
export function PolicyLists({ policy }: { policy: Policy }) {
  const { t } = useTranslation(['policy', 'words', 'complaint'])
  const { language } = useFormat()
  const list = (parts: readonly string[]) => parts.join(t('complaint:listComma'))
  const names = (choices: readonly PolicyChoice[]) =>
    list(choices.map((choice) => (language === 'en' ? choice.en : choice.zh)))
  const words = departments.map((department) =>
    t('lists.departmentWords', {
      department: t(`words:department.${department}`),
      count: Object.keys(policy.departments[department].words).length,
    }),
  )
  const lists = [
    [t('lists.departments'), list(words)],
    [t('lists.categories'), names(policy.categories)],
    [t('lists.symptoms'), names(policy.symptoms)],
    [t('lists.families'), names(policy.families)],
    [t('lists.grades'), names(policy.grades)],
    [
      t('lists.festivalDays'),
      policy.festivalDays === 'statutory' ? t('lists.statutory') : list(policy.festivalDays),
    ],
  ] as const
  return (
    <section className={classes.group} aria-labelledby="policy-lists">
      <h2 id="policy-lists">{t('lists.title')}</h2>
      <dl className={classes.lists}>
        {lists.map(([name, text]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{text}</dd>
          </div>
        ))}
      </dl>
    </section>
  )
}
