import { useTranslation } from 'react-i18next'
import type { Policy } from '../../../domain/policy.ts'
import { departments } from '../../../domain/vocabulary.ts'
import classes from './policy.module.css'

/** The words that suggest the responsible department, to read (process section 11). */
export function DepartmentWords({ policy }: { policy: Policy }) {
  const { t } = useTranslation(['policy', 'words', 'complaint'])
  return (
    <section className={classes.group} aria-labelledby="policy-departments">
      <h2 id="policy-departments">{t('lists.departments')}</h2>
      <p className={classes.says}>{t('lists.departmentsSays')}</p>
      {departments.map((department) => {
        const words = Object.keys(policy.departments[department].words)
        return (
          <details key={department} className={classes.departmentWords}>
            <summary>
              {t(`words:department.${department}`)} ({words.length})
            </summary>
            <p lang="zh-CN">{words.join(t('complaint:listComma'))}</p>
          </details>
        )
      })}
    </section>
  )
}
