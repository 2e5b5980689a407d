import { isRefusal, refuse, Refused, type Instant, type Refusal } from '@spoc/platform-kernel'
import type { Streams } from '@spoc/platform-runtime'
import { calendarAt, calendarStream, compileCalendar, policyStream, rulesOfPolicy, type Calendar } from '@spoc/sla-domain'
import { rulesIn } from '../calendars/rules-in.js'
import { draftOf } from '../policies/draft-of.js'
import type { AskWhatIf, AssumedCalendar, AssumedPolicy } from './what-if.dto.js'
import type { Assumption } from './what-if-document.js'

/** A policy that is only thought of has no stream; rows of the answer name this. */
const THOUGHT_OF = 'what-if'

/**
 * Everything that is assumed, in full: revisions that are referred to are copied, definitions are checked as if they were made. Refused, with
 * the field: `what-if-assumes-nothing`, `what-if-policy-malformed`, `what-if-revision-twice`, `policy-unknown`, `calendar-unknown`, `calendar-twice`, `revision-unknown`, and what
 * `definePolicy` and `defineCalendar` refuse.
 */
export async function assumptionIn(
  { policy, calendars }: Pick<AskWhatIf, 'policy' | 'calendars'>,
  from: Instant,
  now: Instant,
  streams: Streams,
): Promise<Assumption> {
  if (policy === undefined && calendars.length === 0)
    throw new Refused(refuse('what-if-assumes-nothing', 'Name the policy or the calendars that are to be assumed.', 'policy'))
  const assumed: Assumption['calendars'][number][] = []
  for (const [place, calendar] of calendars.entries()) {
    const field = `calendars[${place}]`
    if (assumed.some(({ calendarId }) => calendarId === calendar.calendarId))
      throw new Refused(refuse('calendar-twice', 'This calendar is assumed twice.', `${field}.calendarId`))
    assumed.push(await calendarIn(calendar, field, now, streams))
  }
  if (policy === undefined) return { calendars: assumed }
  return { policy: await policyIn(policy, assumed, from, streams), calendars: assumed }
}

async function calendarIn(
  { calendarId, revision, definition }: AssumedCalendar,
  field: string,
  now: Instant,
  streams: Streams,
): Promise<Assumption['calendars'][number]> {
  const { state: calendar } = await streams.load(calendarStream, calendarId)
  if (calendar.is === 'unknown')
    throw new Refused(refuse('calendar-unknown', 'There is no such calendar.', `${field}.calendarId`))
  refuseBoth(definition, revision, field)
  if (definition !== undefined) {
    const rules = await rulesIn(definition, { now })
    const compiled = compileCalendar(rules)
    if (isRefusal(compiled)) throw new Refused(within(`${field}.definition`, compiled))
    return { calendarId, name: definition.name, rules }
  }
  const chosen = revision ?? calendar.revisions.length
  const rules = calendar.revisions[chosen - 1]
  if (rules === undefined) throw new Refused(refuse('revision-unknown', 'There is no such revision.', `${field}.revision`))
  return { calendarId, revision: chosen, name: calendar.name, rules }
}

async function policyIn(
  { policyId, revision, definition }: AssumedPolicy,
  assumed: Assumption['calendars'],
  from: Instant,
  streams: Streams,
): Promise<NonNullable<Assumption['policy']>> {
  if ((policyId === undefined) === (definition === undefined))
    throw new Refused(refuse('what-if-policy-malformed', 'A policy is assumed by its id, or by a definition.', 'policy'))
  refuseBoth(definition, revision, 'policy')
  if (definition !== undefined) {
    const draft = draftOf(THOUGHT_OF, definition)
    const calendars = new Map<string, Calendar>()
    for (const { clocks } of draft.rows)
      for (const terms of Object.values(clocks)) {
        if (terms === 'none') continue
        const { calendarId } = terms
        const standIn = assumed.find((each) => each.calendarId === calendarId)
        const { state } = await streams.load(calendarStream, calendarId)
        const used = standIn && ({ is: 'defined', calendarId, name: standIn.name, revisions: [standIn.rules] } as const)
        calendars.set(calendarId, used ?? calendarAt(state, from))
      }
    const rules = rulesOfPolicy(draft, calendars, from)
    if (isRefusal(rules)) throw new Refused(within('policy.definition', rules))
    return { policyId: THOUGHT_OF, name: definition.name, rules }
  }
  const { state: policy } = await streams.load(policyStream, policyId ?? '')
  if (policy.is === 'unknown') throw new Refused(refuse('policy-unknown', 'There is no such policy.', 'policy.policyId'))
  const chosen = policy.revisions[(revision ?? policy.revisions.length) - 1]
  if (chosen === undefined) throw new Refused(refuse('revision-unknown', 'There is no such revision.', 'policy.revision'))
  return { policyId: policy.policyId, revision: chosen.revision, name: chosen.name, rules: chosen.rules }
}

/** A definition is thought of, and has no revision. */
function refuseBoth(definition: object | undefined, revision: number | undefined, field: string): void {
  if (definition === undefined || revision === undefined) return
  const message = 'Name a revision that there is, or a definition, not both.'
  throw new Refused(refuse('what-if-revision-twice', message, `${field}.revision`))
}

/** The same refusal, of a field further in. */
function within(path: string, { refused, message, field }: Refusal): Refusal {
  return refuse(refused, message, field === undefined ? path : `${path}.${field}`)
}
