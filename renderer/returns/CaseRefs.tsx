import { Link } from 'wouter'
import type { CaseRef } from '../../electron/desk/case-views.ts'
import complaint from '../complaint/complaint.module.css'
import { paths } from '../frame/places.ts'
import { CaseStateLabel } from './CaseStateLabel.tsx'
import { useCaseWords } from './case-words.ts'

/** Cases by their numbers, each with how it stands and what it is about. */
export function CaseRefs({ cases }: { readonly cases: readonly CaseRef[] }) {
  const words = useCaseWords()
  return cases.map((each) => (
    <div key={each.id}>
      <span className={complaint.inline}>
        <Link href={paths.returnCase(each.id)} className="numbers">
          {each.number}
        </Link>
        <CaseStateLabel state={each.state} />
      </span>
      <div className={complaint.dim}>{words.matter(each)}</div>
    </div>
  ))
}
