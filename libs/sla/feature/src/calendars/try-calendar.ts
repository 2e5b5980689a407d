import type { Decision, Given } from '@spoc/platform-kernel'
import type { CalendarEvent } from '@spoc/sla-contracts'
import { calendarsNeeded, calendarStream, policyAt, policyStream, retargetClocks, type Calendar } from '@spoc/sla-domain'
import { clocksThatWouldMove, type Reckon } from '../definitions/clocks-that-would-move.js'
import type { DryRun } from '../definitions/dry-run.dto.js'
import { noClocks, orThrow, type Reading, type Trial } from '../definitions/trial.js'
import { calendarsAt } from './calendars-at.js'

/** What defining the calendar would change, and which clocks a reckoning because of it would move: by the policy in force, from their start. */
export async function tryCalendar(
  reading: Reading,
  id: string,
  decide: (calendar: Calendar) => Decision<CalendarEvent>,
  page: Pick<DryRun, 'limit' | 'cursor'>,
  { now }: Pick<Given, 'now'>,
): Promise<Trial> {
  const { streams } = reading
  const { state: before } = await streams.load(calendarStream, id)
  const events = orThrow(decide(before))
  const after = events.reduce(calendarStream.evolve, before)
  if (after.is === 'unknown') throw new Error(`Calendar ${id} is neither there nor defined.`)
  const [event] = events
  const trial = { dryRun: true, id, changes: event !== undefined, revision: after.revisions.length } as const
  if (event === undefined || before.is === 'unknown') return { ...trial, clocks: noClocks }

  const reckon: Reckon = async (state) => {
    const { started } = state
    if (started === undefined) return []
    const used = policyAt((await streams.load(policyStream, started.policyId)).state, now)
    if (used.is === 'unknown') return []
    const read = async (calendarId: string) => (await streams.load(calendarStream, calendarId)).state
    const calendars = new Map(await calendarsAt(calendarsNeeded(state, used), now, read)).set(id, after)
    const change = { at: now, because: 'calendar-changed', terms: started.terms } as const
    return retargetClocks(state, change, { policy: used, calendars }, { now })
  }
  const clocks = await clocksThatWouldMove(reading, { field: 'calendarId', id }, reckon, page)
  return { ...trial, ...(event.data.appliesFrom && { appliesFrom: event.data.appliesFrom }), clocks }
}
