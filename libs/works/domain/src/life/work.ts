import { foldWork, type WorkEvent, type WorkFacts } from '@spoc/works-contracts'
import { streamKind, type Alarm } from '@spoc/platform-kernel'

/** One planned work; the envelope names no account, since several may be affected. */
export const workStream = streamKind<WorkFacts, WorkEvent>({
  category: 'work',
  initial: { is: 'unknown' },
  evolve: foldWork,
  about: (_, id) => ({ subject: id }),
  alarms: (work) => openDecisions(work).map(({ accountId, decideBy }): Alarm => ({ at: decideBy, what: `silence:${accountId}` })),
})

/** The approvals that a work still waits for, each with the moment at which silence is counted. */
export function openDecisions(work: WorkFacts) {
  return work.is === 'tentative' ? work.approvals.filter(({ answer }) => answer === 'awaited') : []
}
