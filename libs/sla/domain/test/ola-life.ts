import { isRefusal, type Decision, type Instant } from '@spoc/platform-kernel'
import { olaFacts, type Ola, type OlaEvent } from '@spoc/sla-contracts'
import {
  cancelOla,
  fireOla,
  meetOla,
  olaStream,
  pauseOla,
  resumeOla,
  startOla,
  type AgreedOla,
  type EngagedTeam,
} from '../src/index.js'
import { at, calendars } from './promises.js'

type Step = (ola: Ola) => Decision<OlaEvent>

/** The clock of an engagement on its way: what was decided so far, and what the last step brought. */
export class OlaLife {
  constructor(
    readonly events: readonly OlaEvent[] = [],
    readonly last: readonly OlaEvent[] = [],
  ) {}

  get ola(): Ola {
    return this.events.reduce(olaFacts.evolve, olaFacts.initial)
  }

  then(step: Step): OlaLife {
    const decided = step(this.ola)
    if (isRefusal(decided)) throw new Error(`${decided.refused}: ${decided.message}`)
    return new OlaLife([...this.events, ...decided], decided)
  }

  /** The scheduler wakes it at every alarm up to an instant, each at its own time. */
  until(end: Instant): OlaLife {
    const next = (olaStream.alarms?.(this.ola) ?? []).map((alarm) => alarm.at).sort()[0]
    if (next === undefined || next > end) return new OlaLife(this.events, this.last)
    return this.then((ola) => fireOla(ola, { now: next })).until(end)
  }

  /** The last step's events, in short. */
  get told(): readonly string[] {
    return this.last.map(short)
  }

  get story(): readonly string[] {
    return this.events.map(short)
  }
}

/** A team engaged at 10:00, with four hours around the clock unless told. */
export const engaged = (agreed: Partial<AgreedOla> = {}, over: Partial<EngagedTeam> = {}, now?: Instant): OlaLife => {
  const team: EngagedTeam = {
    ...{ clock: 'ola', engagementId: 'e-1', requestId: 'r-1', accountId: 'a-1', teamId: 'core', at: at('10:00') },
    ...{ agreed: { olaMs: 14_400_000, ...agreed }, pauses: [], requestRevision: 0 },
    ...over,
  }
  return new OlaLife().then((ola) => startOla(ola, team, { calendars }, { now: now ?? team.at }))
}

export const waits =
  (when: string, known = when, reason = 'waiting-for-client') =>
  (ola: Ola) =>
    pauseOla(ola, { at: at(when), reason, party: 'client' }, { calendars }, { now: at(known) })
export const goesOn =
  (when: string, known = when) =>
  (ola: Ola) =>
    resumeOla(ola, { at: at(when) }, { calendars }, { now: at(known) })
export const handsBack =
  (when: string, known = when) =>
  (ola: Ola) =>
    meetOla(ola, { at: at(when), by: 'solved' }, { calendars }, { now: at(known) })
export const withdrawn =
  (when: string, known = when) =>
  (ola: Ola) =>
    cancelOla(ola, { at: at(when), because: 'withdrawn' }, { now: at(known) })

function short({ type, data }: OlaEvent): string {
  const what = type.slice('sla.ola-'.length, -'.v1'.length)
  const instant = 'effectiveAt' in data ? data.effectiveAt : 'at' in data ? data.at : 'from' in data ? data.from : data.startedAt
  const share = 'share' in data ? ` ${data.share} %` : ''
  return `${what}${share} ${instant.slice(11, 16)}`
}
