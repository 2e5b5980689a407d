import type { RequestEvent } from '@spoc/intake-contracts'
import type { Decision, Given, RecordedOf } from '@spoc/platform-kernel'
import { reaction, type AnyReaction, type Background, type FactsReader } from '@spoc/platform-runtime'
import { engagementFacts, routingOfRequest, type EngagementFacts } from '@spoc/routing-contracts'
import type { Ola, OlaEvent } from '@spoc/sla-contracts'
import { cancelOla, olaStream, pauseOla, resumeOla, type Calendars } from '@spoc/sla-domain'
import { calendarsOfOla } from '../../ola/calendar-of-ola.js'
import { isHandedBack } from '../../ola/is-handed-back.js'
import { endOf, WAITING_FOR_CLIENT, waitingOnHold } from '../../terms/waiting.js'

type Input = RecordedOf<RequestEvent>
type Act = (ola: Ola, decided: { readonly calendars: Calendars }, given: Given) => Decision<OlaEvent>
type Unless = (engagement: EngagementFacts) => boolean

/**
 * A request that waits stops the clocks of its engagements whose terms say so, and one that ends ends them all. Everybody engaged by then is
 * named by the stream of the request's routing; who is engaged later reads the request's history.
 */
export function pauseOlaClocks({ streams }: Background): AnyReaction {
  const onAll = async ({ stream, revision }: Input, act: Act, unless: Unless = () => false) => {
    const { engagements } = (await streams.load(routingOfRequest, stream.slice('request-'.length))).state
    return engagements.map(({ engagementId }) => ({
      id: engagementId,
      decide: async (ola: Ola, given: Given, facts: FactsReader) => {
        if (ola.is === 'unknown' || revision <= ola.requestRevision) return []
        if (unless(await facts.of(engagementFacts, engagementId))) return []
        return act(ola, { calendars: await calendarsOfOla(ola, streams) }, given)
      },
    }))
  }
  const resume = (event: Input) =>
    onAll(event, (ola, decided, given) => resumeOla(ola, { at: event.metadata.occurredAt }, decided, given))
  const end = (event: Input) => {
    const because = endOf(event)
    if (because === undefined) return []
    const act: Act = (ola, _, given) => cancelOla(ola, { at: event.metadata.occurredAt, because }, given)
    return onAll(event, act, isHandedBack)
  }

  return reaction<RequestEvent>()({
    name: 'when-request-waits-then-pause-its-engagements',
    into: olaStream,
    on: {
      'intake.client-awaited.v1': (event) =>
        onAll(event, (ola, decided, given) =>
          pauseOla(ola, { at: event.metadata.occurredAt, ...WAITING_FOR_CLIENT }, decided, given),
        ),
      'intake.request-put-on-hold.v1': (event) =>
        onAll(event, (ola, decided, given) =>
          pauseOla(ola, { at: event.metadata.occurredAt, ...waitingOnHold(event.data) }, decided, given),
        ),
      'intake.request-taken-up.v1': resume,
      'intake.work-resumed.v1': resume,
      'intake.request-resolved.v1': end,
      'intake.request-cancelled.v1': end,
      'intake.request-rejected.v1': end,
      'intake.request-merged.v1': end,
    },
  })
}
