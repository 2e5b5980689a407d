import { epochMs, type Id, type Instant } from '@spoc/platform-kernel'
import type { EscalationStep, EscalationTarget, PageEvent, ResolvedTarget } from '@spoc/routing-contracts'
import { restrictedHours } from '../duty/restricted-hours.js'
import { zoneClock } from '../duty/zone-clock.js'
import { dueAt, pageStream, type OpenPage } from './page.js'

/** Whom a target stands for at this moment. */
export interface TargetPeople {
  /** Can be reached. */
  readonly personIds: readonly Id<'person'>[]
  /** Meant, but with no way to be reached. */
  readonly unreachable?: readonly Id<'person'>[]
}

/** What the steps of a page rest on. */
export interface PageGrounds {
  readonly now: Instant
  readonly resolve: (target: EscalationTarget) => TargetPeople
  /** The next instant after `now` at which somebody comes on duty; nothing where nobody ever does. */
  readonly nextShiftAt?: Instant
}

/**
 * Takes every step that is due, in order. A step that comes to nobody brings the next one forward to this moment; the ones after that
 * keep their instants. Past the last step the last resort is told: at once where the last step came to nobody, else when its time comes.
 * If nobody at all was reached, the steps begin again at the next shift start.
 */
export function takeSteps(page: OpenPage, grounds: PageGrounds, atOnce = false): readonly PageEvent[] {
  const { now, nextShiftAt } = grounds
  if (page.lastResortTold || !(atOnce || isDue(page, now))) return []
  if (page.nextStep >= page.steps.length) return [toldLastResort(page, now, nextShiftAt)]
  const event = notified(page, grounds)
  const next = pageStream.evolve(page, event)
  return next.is === 'open' ? [event, ...takeSteps(next, grounds, event.data.personIds.length === 0)] : [event]
}

function isDue(page: OpenPage, now: Instant): boolean {
  const at = dueAt(page, page.nextStep)
  return at !== undefined && at <= now
}

type Notified = Extract<PageEvent, { readonly type: 'routing.page-notified.v1' }>

function notified(page: OpenPage, { now, resolve }: PageGrounds): Notified {
  const step = page.steps[page.nextStep]
  if (step !== undefined && !isInHours(step, now)) {
    return { type: 'routing.page-notified.v1', data: { step: page.nextStep, personIds: [], at: now, outOfHours: true } }
  }
  const found = (step?.targets ?? []).map((target) => ({ target, people: resolve(target) }))
  const resolved = found.map(({ target, people }): ResolvedTarget => ({ target, personIds: people.personIds }))
  const personIds = unique(resolved.flatMap((one) => one.personIds)).filter((id) => !page.declined.includes(id))
  const unreachable = unique(found.flatMap(({ people }) => people.unreachable ?? []))
  return {
    type: 'routing.page-notified.v1',
    data: { step: page.nextStep, personIds, at: now, ...(unreachable.length > 0 && { unreachable }), resolved },
  }
}

function isInHours({ onlyDuring }: EscalationStep, now: Instant): boolean {
  const moment = { from: epochMs(now), to: epochMs(now) + 1 }
  return onlyDuring === undefined || restrictedHours(onlyDuring.hours, zoneClock(onlyDuring.zone), moment).length > 0
}

function toldLastResort({ told, lastResort }: OpenPage, at: Instant, againAt: Instant | undefined): PageEvent {
  return told.length > 0
    ? { type: 'routing.page-exhausted.v1', data: { lastResort, at, because: 'not-acknowledged' } }
    : {
        type: 'routing.page-exhausted.v1',
        data: { lastResort, at, because: 'nobody-reached', ...(againAt !== undefined && againAt > at && { againAt }) },
      }
}

function unique(personIds: readonly Id<'person'>[]): readonly Id<'person'>[] {
  return [...new Set(personIds)]
}
