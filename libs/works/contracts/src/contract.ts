import { eventContract, type Fact } from '@spoc/platform-kernel'
import type { WorkEvent } from './work.events.js'

/** What works publishes, on topic `spoc.works.v1`. */
export const worksContract = eventContract<WorkEvent>({
  context: 'works',
  categories: ['work', 'freeze'],
  types: {
    'works.work-planned.v1': true,
    'works.work-announced.v1': true,
    'works.work-approved.v1': true,
    'works.work-declined.v1': true,
    'works.window-proposed.v1': true,
    'works.silence-counted.v1': true,
    'works.work-confirmed.v1': true,
    'works.work-rescheduled.v1': true,
    'works.work-cancelled.v1': true,
    'works.work-started.v1': true,
    'works.work-completed.v1': true,
  },
})

const known: ReadonlySet<string> = new Set(worksContract.types)

/** Whether a fact, in today's form, is one that works writes into `work-` streams. */
export function isWorkEvent(fact: Fact): fact is WorkEvent {
  return known.has(fact.type)
}
