import type { Caller } from '../context.ts'
import { handoverView } from '../handover/view.ts'
import { storeView } from '../store.ts'
import type { HandoverPrint } from '../talk-print-views.ts'

/**
 * 交接班记录.
 * @param caller who prints
 * @param id the handover
 * @throws DeskError not_found/handover_not_found
 */
export function handoverPrint({ desk }: Caller, id: string): HandoverPrint {
  const { orm } = desk.file
  const handover = handoverView(orm, id)
  return {
    kind: 'handover',
    store: storeView(orm),
    number: handover.number,
    printedAt: new Date(desk.clock.now()).toISOString(),
    customerName: '',
    handover,
  }
}
