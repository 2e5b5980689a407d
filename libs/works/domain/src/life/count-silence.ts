import { epochMs, type Decision, type Given } from '@spoc/platform-kernel'
import type { WorkEvent, WorkFacts } from '@spoc/works-contracts'
import { settle } from './settle.js'
import { openDecisions } from './work.js'

/** Counts the silence of every account whose time to decide has passed by now, as its contract says. To be asked at the work's alarms. */
export function countSilence(work: WorkFacts, given: Given): Decision<WorkEvent> {
  const silent = openDecisions(work).filter(({ decideBy }) => epochMs(decideBy) <= epochMs(given.now))
  const counted = silent.map(({ accountId, silence }): WorkEvent => ({
    type: 'works.silence-counted.v1',
    data: { accountId, means: silence },
  }))
  return settle(work, counted, given.now)
}
