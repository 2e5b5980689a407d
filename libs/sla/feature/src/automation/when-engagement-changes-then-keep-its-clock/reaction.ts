import { isRefusal, type Decision, type Fact, type Given, type RecordedOf } from '@spoc/platform-kernel'
import { reaction, type AnyReaction, type Background, type Effect, type FactsReader } from '@spoc/platform-runtime'
import { engagementFacts, type EngagementEvent } from '@spoc/routing-contracts'
import { olaFacts, type Ola, type OlaEvent } from '@spoc/sla-contracts'
import { calendarStream, cancelOla, meetOla, olaStream, startOla, type EngagedTeam } from '@spoc/sla-domain'
import { calendarsAt } from '../../calendars/calendars-at.js'
import { calendarsOfOla } from '../../ola/calendar-of-ola.js'
import { isHandedBack } from '../../ola/is-handed-back.js'
import { historyThrough, type RequestHistory } from '../../terms/request-history.js'
import { endIn, waitsIn } from '../../terms/waiting.js'

type Offered = RecordedOf<Extract<EngagementEvent, Fact<'routing.engagement-offered.v1'>>>
type Effects = readonly Effect<Ola, OlaEvent>[]

/** What happens to an engagement moves its clock, in the stream `ola-<engagementId>`. A team that has agreed to no time has none. */
export function keepOlaClock({ streams, engines: { log } }: Background): AnyReaction {
  const start = (event: Offered): Effects => {
    const { olaMs, requestId } = event.data
    if (olaMs === undefined) return []
    return into(event, async (ola, given, facts) => {
      const engaged = engagedTeam(event, olaMs, await historyThrough(log, requestId))
      return startedAsOfNow(ola, engaged, given, facts)
    })
  }

  return reaction<EngagementEvent>()({
    name: 'when-engagement-changes-then-keep-its-clock',
    into: olaStream,
    on: {
      'routing.engagement-offered.v1': start,
      'routing.engagement-completed.v1': (event) =>
        into(event, async (ola, given) => {
          const done = { at: event.metadata.occurredAt, by: event.data.outcome }
          return meetOla(ola, done, { calendars: await calendarsOfOla(ola, streams) }, given)
        }),
      'routing.engagement-declined.v1': (event) =>
        into(event, (ola, given) => cancelOla(ola, { at: event.metadata.occurredAt, because: 'declined' }, given)),
      'routing.engagement-withdrawn.v1': (event) =>
        into(event, (ola, given) => cancelOla(ola, { at: event.metadata.occurredAt, because: 'withdrawn' }, given)),
    },
  })
}

function into({ stream }: RecordedOf<EngagementEvent>, decide: Effects[number]['decide']): Effects {
  return [{ id: stream.slice('engagement-'.length), decide }]
}

type Engaged = EngagedTeam & { readonly end: ReturnType<typeof endIn> }

/** Who is engaged for how long, and what the request has gone through since. */
function engagedTeam({ stream, data, metadata }: Offered, olaMs: number, history: RequestHistory): Engaged {
  const { requestId, accountId, teamId, kind, olaTerms, engagedAt } = data
  const at = engagedAt ?? metadata.occurredAt
  return {
    clock: kind === 'vendor' ? 'uc' : 'ola',
    engagementId: stream.slice('engagement-'.length),
    requestId,
    ...(accountId === undefined ? {} : { accountId }),
    teamId,
    at,
    agreed: { olaMs, ...olaTerms },
    pauses: waitsIn(history),
    requestRevision: history.at(-1)?.revision ?? -1,
    end: endIn(history),
  }
}

/** A request that has ended before its engagement became known here needs nobody any more. */
async function startedAsOfNow(
  ola: Ola,
  { end, ...engaged }: Engaged,
  given: Given,
  facts: FactsReader,
): Promise<Decision<OlaEvent>> {
  const { calendarId } = engaged.agreed
  const named = calendarId === undefined ? [] : [calendarId]
  const calendars = await calendarsAt(named, engaged.at, (id) => facts.of(calendarStream, id))
  const started = startOla(ola, engaged, { calendars }, given)
  if (isRefusal(started) || end === undefined || end.at < engaged.at) return started
  if (isHandedBack(await facts.of(engagementFacts, engaged.engagementId))) return started
  const ended = cancelOla(started.reduce(olaFacts.evolve, ola), end, given)
  return isRefusal(ended) ? ended : [...started, ...ended]
}
