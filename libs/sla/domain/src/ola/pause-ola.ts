import type { Decision, Given } from '@spoc/platform-kernel'
import { olaFacts, type Ola, type OlaEvent } from '@spoc/sla-contracts'
import type { Calendars } from '../calendar/calendar.js'
import { stoppedAt, type PauseFacts } from '../clock/pause-clocks.js'
import { openPause } from '../clock/resume-clocks.js'
import { isOpen } from '../clock/sla.js'
import { withdrawnBreach, withOlaBreach } from './fire-ola.js'
import { olaResumption } from './resume-ola.js'

/**
 * The request waits. That stops the clock of an engagement only where its own terms list the reason: a team is not excused because the client
 * is waited for. A pause that took effect before a deadline which has been told as breached withdraws the breach. The same reason again is no
 * event; another reason takes the place of the one before, or ends it where it is none of the clock's.
 */
export function pauseOla(
  ola: Ola,
  { at, reason, party }: PauseFacts,
  { calendars }: { readonly calendars: Calendars },
  { now }: Pick<Given, 'now'>,
): Decision<OlaEvent> {
  if (ola.is === 'unknown' || !isOpen(ola) || openPause(ola.pauses)?.reason === reason) return []
  const resumed = olaResumption(ola, at, calendars)
  const ended = resumed === undefined ? [] : [resumed]
  const clock = ended.reduce(olaFacts.evolve, ola as Ola)
  if (clock.is === 'unknown' || !clock.pausesOn.includes(reason)) return withOlaBreach(ola, ended, now)
  const from = at > clock.startedAt ? at : clock.startedAt
  const stopped = stoppedAt(clock, from)
  const paused: OlaEvent = { type: 'sla.ola-paused.v1', data: { ...stopped, from, reason, party } }
  const withdrawn = stopped.dueAt === undefined ? withdrawnBreach(clock, from, 'paused-before') : []
  return withOlaBreach(ola, [...ended, paused, ...withdrawn], now)
}
