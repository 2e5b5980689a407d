import type { RequestEvent, RequestReceived } from '@spoc/intake-contracts'
import type { Instant } from '@spoc/platform-kernel'
import * as routing from '../engagements.js'
import * as intake from '../requests.js'
import type { Chance } from './chance.js'
import { MINUTE } from './open-minutes.js'
import type { CalendarKey } from './promises.js'

const HOUR = 60 * MINUTE
const DAY = 24 * HOUR
/** Whoever types in what has happened does so every three hours, and now and then days later. */
export const STEP = 3 * HOUR
export const stepAfter = (at: number): number => Math.ceil(at / STEP) * STEP

/**
 * Something that happens to a request: when it did, and when the platform is told. The second never goes back within one request, the first
 * only for a message of the client's.
 */
export interface Happening {
  readonly at: number
  readonly known: number
  /** An end of an engagement is that of the last. */
  readonly event: RequestEvent | routing.EngagementEnd | Engaged | Reckoned
}

/** A team or a vendor is engaged, by what it has agreed to. */
export interface Engaged {
  readonly type: 'engaged'
  readonly kind: 'functional' | 'vendor'
  readonly olaMs: number
  readonly olaTerms: { readonly calendar?: CalendarKey; readonly pausesOn: readonly string[] }
}

/** Somebody has the open clocks of the request reckoned by what is in force on that day. */
export interface Reckoned {
  readonly type: 'reckoned'
  readonly because: 'policy-changed' | 'calendar-changed'
}

export interface Parties {
  readonly accountId: string
  readonly contracts: readonly string[]
  readonly services: readonly string[]
}

/** `ended`: it may be opened again. */
type Stage = 'new' | 'in-progress' | 'waiting' | 'ended' | 'over'
const SURVIVOR = '0190a6c2-0000-7000-8000-000000000001'
const opens: readonly string[] = ['intake.request-received.v1', 'intake.request-reopened.v1', 'intake.request-unmerged.v1']
const priorities = ['P1', 'P2', 'P3', 'P4'] as const
const instant = (at: number): Instant => new Date(at).toISOString() as Instant

/** One request from its receipt on, as far as the year goes. */
export function lifeOf(chance: Chance, [begin, end]: readonly [number, number], parties: Parties): Happening[] {
  const { accountId, contracts, services } = parties
  const happenings: Happening[] = []
  let at = begin + chance.below((end - begin - 10 * DAY) / MINUTE) * MINUTE
  let known = stepAfter(at)
  let stage = 'new' as Stage
  const tell = (event: Happening['event']) => happenings.push({ at, known, event })
  /** People at the desk change terms as they go: known at once. */
  const tellNow = (event: Happening['event']) => {
    at = known = stepAfter(Math.max(at, known))
    tell(event)
  }
  const pass = () => {
    const minutes = chance.weighed([
      [4, 90],
      [4, 600],
      [3, 2_880],
      [1, 14_400],
    ])
    at += chance.below(minutes) * MINUTE
    if (chance.is(0.15)) at = stepAfter(at)
    known = Math.max(known, stepAfter(chance.is(0.12) ? at + chance.below(2 * DAY) : at))
  }

  /** What the client wrote before the last that happened, since the request is open, is typed in after it. */
  const tellLate = () => {
    const opening = happenings.findLast(({ event }) => opens.includes(event.type))!
    const last = Math.max(...happenings.map((one) => one.at))
    const wrote = opening.at + chance.below((last - opening.at) / MINUTE) * MINUTE
    happenings.push({ at: wrote, known, event: intake.message('from-client', instant(wrote)) })
  }

  const goOn = (event: RequestEvent, then: Stage) => {
    tell(event)
    stage = then
  }
  const merge = () => {
    const back = chance.oneOf(['in-progress', 'waiting-for-client', undefined] as const)
    goOn(intake.merged(SURVIVOR), 'over')
    if (back === undefined) return
    pass()
    goOn(intake.unmerged(back, SURVIVOR), back === 'in-progress' ? back : 'waiting')
  }

  const engaged = (): Engaged => {
    const calendar = chance.oneOf(['berlin', 'newYork', 'lordHowe', undefined] as const)
    const pausesOn = chance.oneOf([['agreed-window'], ['agreed-window', 'waiting-for-client'], []])
    return {
      type: 'engaged',
      kind: chance.oneOf(['functional', 'vendor'] as const),
      olaMs: (30 + chance.below(900)) * MINUTE,
      olaTerms: { pausesOn, ...(calendar !== undefined && { calendar }) },
    }
  }
  const isKnown = chance.is(0.9)
  const first: Partial<RequestReceived> = {
    receivedAt: instant(at),
    priority: chance.oneOf(priorities),
    accountId: undefined,
    ...(isKnown ? { accountId, contractId: chance.oneOf(contracts) } : {}),
    ...(chance.is(0.6) ? { serviceInstanceId: chance.oneOf(services) } : {}),
  }
  tell(intake.received(first))
  let hasAccount = isKnown
  const most = 2 + chance.below(12)
  while (stage !== 'over' && happenings.length < most) {
    pass()
    if (!hasAccount && chance.is(0.5)) {
      tellNow(intake.accountSet(accountId, chance.oneOf(contracts)))
      hasAccount = true
      continue
    }
    if (stage === 'ended') {
      if (chance.is(0.75)) goOn(intake.reopened, 'in-progress')
      else stage = 'over'
      continue
    }
    const isEngaged = happenings.findLast(({ event }) => event.type.includes('engage'))?.event.type === 'engaged'
    const isConverted = happenings.some(({ event }) => event.type === 'intake.kind-converted.v1')
    chance.weighed<() => void>([
      [stage === 'new' ? 5 : 0, () => goOn(intake.takenUp, 'in-progress')],
      [2, () => tell(intake.message('to-client', instant(at)))],
      [2, () => tell(intake.message('from-client', instant(at)))],
      [1, tellLate],
      [0.5, () => tell(intake.message('internal', instant(at)))],
      [2, () => goOn(intake.awaited(instant(at)), 'waiting')],
      [1, () => goOn(intake.onHold({ reason: chance.oneOf(['agreed-window', 'parts'] as const) }), 'waiting')],
      [stage === 'waiting' ? 6 : 0, () => goOn(intake.resumed, 'in-progress')],
      [1.5, () => tellNow(intake.raised(chance.oneOf(priorities)))],
      [0.5, () => tellNow(intake.serviceSet(chance.oneOf(services)))],
      [hasAccount ? 0.5 : 0, () => tellNow(intake.accountSet(accountId, chance.oneOf(contracts)))],
      [hasAccount ? 0.5 : 0, () => tellNow({ type: 'reckoned', because: chance.oneOf(['policy-changed', 'calendar-changed']) })],
      [isEngaged || !hasAccount ? 0 : 1, () => tellNow(engaged())],
      [
        isEngaged ? 2 : 0,
        () => tell(chance.oneOf([routing.handedBack(), routing.handedBack(), routing.declined, routing.withdrawn])),
      ],
      [isConverted ? 0 : 0.3, () => tellNow(intake.converted)],
      [2.5, () => goOn(intake.resolved, 'ended')],
      [0.3, () => goOn(intake.cancelled, chance.is(0.5) ? 'ended' : 'over')],
      [0.1, () => goOn(intake.rejected, 'over')],
      [0.3, merge],
    ])()
  }
  return happenings.filter((one) => one.known <= end)
}
