import { streamKind } from '@spoc/platform-kernel'
import type { Timing } from './clock.events.js'
import type { OlaEvent, OlaSubject, OlaTerms } from './ola.events.js'
import { ended, standing } from './pauses.js'
import type { ClockCourse } from './sla-of-request.js'
import { warned } from './warnings.js'

/** The clock of one engagement as it stands. */
export interface OlaClock extends OlaSubject, OlaTerms, ClockCourse {
  /** What the request's stream held by this revision was known when it started. */
  readonly requestRevision: number
}

/** Nothing is known of an engagement whose team has agreed to no time. */
export type Ola = { readonly is: 'unknown' } | OlaClock

/** The fold of `ola-<engagementId>`, by which anybody may read it; leaves alone what it does not know. */
export const olaFacts = streamKind<Ola, OlaEvent>({
  category: 'ola',
  initial: { is: 'unknown' },
  evolve: (ola, event) => {
    if (event.type === 'sla.ola-started.v1')
      return { ...event.data, is: standing(event.data.pauses), warned: 0, told: [], withdrawn: [] }
    return ola.is === 'unknown' ? ola : further(ola, event)
  },
  about: (ola, id) =>
    ola.is === 'unknown'
      ? { subject: id }
      : { subject: ola.requestId, ...(ola.accountId === undefined ? {} : { accountId: ola.accountId }) },
})

function further(clock: OlaClock, event: OlaEvent): OlaClock {
  switch (event.type) {
    case 'sla.ola-paused.v1': {
      const { from, reason, party } = event.data
      return { ...retimed(clock, event.data), is: 'paused', pauses: [...clock.pauses, { from, reason, party }] }
    }
    case 'sla.ola-resumed.v1':
      return { ...retimed(clock, event.data), is: 'running', pauses: ended(clock.pauses, event.data.at) }
    case 'sla.ola-warned.v1':
      return warned(clock, event.data)
    case 'sla.ola-breached.v1': {
      const { effectiveAt, detectedAt } = event.data
      return { ...clock, breach: { effectiveAt, detectedAt } }
    }
    case 'sla.ola-breach-withdrawn.v1': {
      const { breach, ...rest } = clock
      return breach === undefined ? clock : { ...rest, withdrawn: [...clock.withdrawn, breach] }
    }
    case 'sla.ola-met.v1': {
      const { at, elapsedMs, within, by } = event.data
      return { ...clock, is: 'met', met: { at, elapsedMs, within, by } }
    }
    case 'sla.ola-cancelled.v1': {
      const { at, because } = event.data
      return { ...clock, is: 'cancelled', cancelled: { at, because }, pauses: ended(clock.pauses, at) }
    }
    default:
      return clock
  }
}

function retimed(clock: OlaClock, { dueAt, never, warnAt }: Timing): OlaClock {
  const { dueAt: _, never: __, ...rest } = clock
  return { ...rest, ...(dueAt === undefined ? {} : { dueAt }), ...(never === undefined ? {} : { never }), warnAt }
}
