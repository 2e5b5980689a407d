import { upcast, type RecordedOf } from '@spoc/platform-kernel'
import { reaction, type AnyReaction, type Background, type Effect } from '@spoc/platform-runtime'
import { routingOfRequest } from '@spoc/routing-contracts'
import {
  breachFacts,
  evolveSla,
  slaContract,
  slaOfRequest,
  type BreachesOfRequest,
  type BreachEvent,
  type ClockEvent,
  type SlaOfRequest,
} from '@spoc/sla-contracts'
import { attributeBreaches, clocksOf, slaStream } from '@spoc/sla-domain'
import { breachedBy } from '../../breach/breached-by.js'
import { engagedSpans } from '../../breach/engaged-spans.js'
import { turnsIn } from '../../breach/turns-in.js'
import { calendarsOf } from '../../clocks/calendars-of.js'
import { historyThrough } from '../../terms/request-history.js'

type Input = RecordedOf<ClockEvent>
type Effects = readonly Effect<BreachesOfRequest, BreachEvent>[]

/** Whose doing a breach was is said once, from what is known then, in the stream `breach-<requestId>`: up to the breach, and up to the clock's end. */
export function attributeBreachedClocks({ streams, engines: { log } }: Background): AnyReaction {
  const attribute = async (event: Input): Promise<Effects> => {
    const requestId = event.stream.slice('sla-'.length)
    if (!hasMissed((await streams.loadThrough(slaStream, requestId, event.revision)).state)) return []
    const earlier = await log.readStream(event.stream, { limit: event.revision })
    const before = slaOfRequest(earlier.map((one) => upcast([slaContract], one).fact))
    const after = evolveSla(before, event)
    const breached = breachedBy(event, before, after)
    const { started } = after
    if (breached.length === 0 || started === undefined) return []
    return [
      {
        id: requestId,
        decide: async (state, _, facts) => {
          const history = await historyThrough(log, requestId)
          const { engagements } = await facts.of(routingOfRequest, requestId)
          const life = {
            ...{ requestId, accountId: started.accountId, requestRevision: history.at(-1)?.revision ?? -1 },
            ...{ turns: turnsIn(history), engaged: await engagedSpans(engagements, log) },
          }
          return attributeBreaches(state, breached, life, await calendarsOf(after, streams))
        },
      },
    ]
  }
  return reaction<ClockEvent>()({
    name: 'when-clock-breached-then-attribute-it',
    into: breachFacts,
    on: {
      'sla.clock-breached.v1': attribute,
      'sla.clock-met.v1': attribute,
      'sla.clocks-cancelled.v1': attribute,
      'sla.clock-restarted.v1': attribute,
    },
  })
}

/** Most requests have missed nothing, and their history need not be read. */
function hasMissed(state: SlaOfRequest): boolean {
  return clocksOf(state).some(
    ({ breach, withdrawn, roundsBreached, replaced }) =>
      breach !== undefined ||
      withdrawn.length > 0 ||
      roundsBreached > 0 ||
      replaced.some((outcome) => outcome.breach !== undefined),
  )
}
