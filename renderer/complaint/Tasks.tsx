import { useTranslation } from 'react-i18next'
import type { ComplaintView } from '../../electron/desk/views.ts'
import { useFormat } from '../i18n/format.ts'
import { Due } from '../parts/Due.tsx'
import { useRemedyText } from './actions/remedy-text.ts'
import classes from './complaint.module.css'

/** What the store has promised to do and what of it is done, with the evidence. */
export function Tasks({ complaint }: { readonly complaint: ComplaintView }) {
  const { t } = useTranslation('complaint')
  const format = useFormat()
  const remedyText = useRemedyText()
  return complaint.tasks.map((task) => (
    <article key={task.id} className={classes.paperBlock}>
      <h3>
        {remedyText(task)}
        <span className={classes.dim}>
          {task.department === null ? t('remedy.ourDesk') : t(`words:department.${task.department}`)}
        </span>
        {task.doneAt === null ? (
          <Due dueAt={task.dueAt} />
        ) : (
          <span>{t('tasks.done', { by: task.doneBy ?? '', at: format.short(task.doneAt) })}</span>
        )}
      </h3>
      {task.evidence !== '' && <p className={classes.wrapped}>{task.evidence}</p>}
    </article>
  ))
}
