import type { QueueClock, RequestDocument } from '@spoc/intake-contracts'
import type { Recorded } from '@spoc/platform-kernel'
import type { Fold, Into } from '@spoc/platform-runtime'
import { warningKey, type ClockEvent, type RetargetedClock, type RetimedClock, type StartedClock } from '@spoc/sla-contracts'
import { change } from './request-change.js'

/** How the promise stands: what sla's facts make of a line of the queue. */
export const slaFolds: Fold<RequestDocument, ClockEvent> = {
  'sla.clocks-started.v1': (event, into) => {
    const paused = new Set(event.data.pauses.filter(({ to }) => to === undefined).map(({ reason }) => reason))
    const started = event.data.clocks.map((clock) => fresh(clock, paused))
    const names = new Set<string>(started.map(({ clock }) => clock))
    change(event, into, (found) => ({
      ...found,
      clocks: [...found.clocks.filter(({ clock }) => !names.has(clock)), ...started],
    }))
  },
  'sla.clock-paused.v1': (event, into) =>
    each(event, into, event.data.clocks, (clock, timing) => ({ ...due(clock, timing), state: 'paused' })),
  'sla.clock-resumed.v1': (event, into) => each(event, into, event.data.clocks, (clock, timing) => running(due(clock, timing))),
  'sla.clock-retargeted.v1': (event, into) =>
    each(event, into, event.data.clocks, (clock, target) => retargeted(clock, target, event.data.at)),
  'sla.clock-restarted.v1': (event, into) =>
    each(event, into, [event.data], (clock, { startedAt, pauses, ...timing }) => {
      const { warned: _, breachedAt: __, metAt: ___, ...rest } = due(clock, timing)
      const waits = pauses === undefined ? clock.state === 'paused' : pauses.some(({ to }) => to === undefined)
      return { ...rest, state: waits ? 'paused' : 'running', startedAt }
    }),
  'sla.clock-met.v1': (event, into) =>
    each(event, into, [event.data], (clock, { at }) => ({ ...clock, state: 'met', metAt: at })),
  'sla.clock-warned.v1': (event, into) =>
    each(event, into, [event.data], (clock, { share }) => ({ ...clock, warned: Math.max(share, clock.warned ?? 0) })),
  'sla.clock-breached.v1': (event, into) =>
    each(event, into, [event.data], (clock, { effectiveAt }) => {
      const breached = { ...clock, breachedAt: effectiveAt }
      return clock.state === 'running' ? running(breached) : breached
    }),
  'sla.breach-withdrawn.v1': (event, into) =>
    each(event, into, [event.data], ({ breachedAt: _, ...clock }) => (clock.state === 'breached' ? running(clock) : clock)),
  'sla.clocks-cancelled.v1': (event, into) =>
    each(
      event,
      into,
      event.data.clocks.map((clock) => ({ clock })),
      (clock) => ({ ...clock, state: 'cancelled' }),
    ),
  'sla.clocks-reopened.v1': (event, into) =>
    each(event, into, event.data.clocks, (clock, { startedAt, ...timing }) => {
      const { metAt: _, ...rest } = due(clock, timing)
      if (event.data.idle !== 'restarted') return running({ ...rest, startedAt })
      const { warned: __, breachedAt: ___, ...anew } = rest
      return running({ ...anew, startedAt })
    }),
}

function each<Change extends { readonly clock: string }>(
  event: Recorded,
  into: Into<RequestDocument>,
  changes: readonly Change[],
  next: (clock: QueueClock, by: Change) => QueueClock,
): void {
  const byClock = new Map(changes.map((one) => [one.clock, one]))
  change(event, into, (found) => ({
    ...found,
    clocks: found.clocks.map((clock) => {
      const by = byClock.get(clock.clock)
      return by === undefined ? clock : next(clock, by)
    }),
  }))
}

function fresh({ clock, startedAt, dueAt, pausesOn, warnAt, told }: StartedClock, paused: ReadonlySet<string>): QueueClock {
  const given = warnAt.filter((warn) => told?.includes(warningKey(warn)))
  return {
    clock,
    state: pausesOn.some((reason) => paused.has(reason)) ? 'paused' : 'running',
    startedAt,
    ...(dueAt === undefined ? {} : { dueAt }),
    ...(told === undefined ? {} : { warned: Math.max(0, ...given.map(({ share }) => share)) }),
  }
}

function due(clock: QueueClock, { dueAt }: Pick<RetimedClock, 'dueAt'>): QueueClock {
  const { dueAt: _, ...rest } = clock
  return dueAt === undefined ? rest : { ...rest, dueAt }
}

function running(clock: QueueClock): QueueClock {
  return { ...clock, state: clock.breachedAt === undefined ? 'running' : 'breached' }
}

/** A breach that the new promise has too stays the one breach. */
function retargeted(
  clock: QueueClock,
  { warnAt, warned: given, inJeopardy, pauses, ...timing }: RetargetedClock,
  at: string,
): QueueClock {
  const { warned: before = 0, breachedAt, ...rest } = due(clock, timing)
  const passed = inJeopardy === undefined ? warnAt.findLast((warn) => warn.at <= at && warn.share <= before)?.share : given
  const stays = breachedAt !== undefined && timing.dueAt !== undefined && timing.dueAt <= at
  const next = {
    ...rest,
    ...(passed === undefined ? {} : { warned: passed }),
    ...(stays ? { breachedAt } : {}),
  }
  const waits = pauses === undefined ? clock.state === 'paused' : pauses.some(({ to }) => to === undefined)
  return waits ? { ...next, state: 'paused' } : running(next)
}
