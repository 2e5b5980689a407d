import type { Fact, StreamKind } from '@spoc/platform-kernel'
import { isWorkEvent } from './contract.js'
import type { WorkEvent } from './work.events.js'
import { foldWork, type Announcement, type Work, type WorkFacts } from './work.facts.js'

/** The work just as it was when the account was to be told of it. */
export interface ToldWork extends Announcement {
  readonly work: Work
}

export interface WorkAsTold {
  readonly work: WorkFacts
  /** Every announcement, in order. */
  readonly told: readonly ToldWork[]
}

/**
 * A work with all it was at each of its announcements, so that a notice says what held then, however late it is written: a later change
 * has an announcement of its own.
 */
export const workAsTold: Pick<StreamKind<WorkAsTold, WorkEvent>, 'category' | 'initial' | 'evolve'> = {
  category: 'work',
  initial: { work: { is: 'unknown' }, told: [] },
  evolve: ({ work: before, told }: WorkAsTold, fact: Fact): WorkAsTold => {
    const work = foldWork(before, fact)
    if (work.is === 'unknown' || !isWorkEvent(fact) || fact.type !== 'works.work-announced.v1') return { work, told }
    return { work, told: [...told, { ...fact.data, work }] }
  },
}

/** The work as it was at one announcement; nothing where there was no such. */
export function toldTo({ told }: WorkAsTold, { accountId, sequence }: Omit<Announcement, 'stamp'>): ToldWork | undefined {
  return told.findLast((one) => one.accountId === accountId && one.sequence === sequence)
}
