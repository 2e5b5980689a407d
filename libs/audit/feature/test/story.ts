import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { requestFacts, type RequestEvent } from '@spoc/intake-contracts'
import type { Changed, Fact, Given, StreamKind } from '@spoc/platform-kernel'
import type { World } from '@spoc/platform-testing/world'
import { engagementFacts, routingOfRequest, type EngagementEvent, type RequestRoutingEvent } from '@spoc/routing-contracts'
import { evolveSla, noSla, type ClockEvent, type SlaOfRequest } from '@spoc/sla-contracts'

/** An event as its golden file has it, with some of its data changed. */
export function golden<E extends Fact>(type: E['type'], more: Readonly<Record<string, unknown>> = {}): E {
  const file = join(__dirname, '..', '..', '..', type.slice(0, type.indexOf('.')), 'contracts', 'golden', `${type}.json`)
  const fact = JSON.parse(readFileSync(file, 'utf8')) as E & { readonly data: object }
  return { ...fact, data: { ...fact.data, ...more } }
}

const slaStream: StreamKind<SlaOfRequest, ClockEvent> = {
  category: 'sla',
  initial: noSla,
  evolve: evolveSla,
  about: (_, id) => ({ subject: id }),
}

/** Writes a request's story as its contexts would. */
export function storyIn(world: World, requestId: string, number = 'R-1000015') {
  const { streams } = world.service.background
  const write = <State, E extends Fact>(kind: StreamKind<State, E>, id: string, facts: readonly E[], more: Partial<Given> = {}) =>
    streams.change(kind, id, world.given(more), () => facts)
  return {
    received: (): Promise<Changed> =>
      write(requestFacts, requestId, [golden<RequestEvent>('intake.request-received.v1', { number })], { channel: 'mail' }),
    takenUp: () => write(requestFacts, requestId, [golden<RequestEvent>('intake.request-taken-up.v1')]),
    prioritySet: () => write(requestFacts, requestId, [golden<RequestEvent>('intake.priority-set.v1')]),
    resolved: () => write(requestFacts, requestId, [golden<RequestEvent>('intake.request-resolved.v1')]),
    /** Decided on the request, which the event says. */
    spocAssigned: () =>
      streams.change(routingOfRequest, requestId, world.given(), async (_, facts) => {
        await facts.of(requestFacts, requestId)
        return [golden<RequestRoutingEvent>('routing.spoc-assigned.v1', { requestId })]
      }),
    clocksStarted: () => write(slaStream, requestId, [golden<ClockEvent>('sla.clocks-started.v1', { requestId })]),
    engaged: (engagementId: string) =>
      write(engagementFacts, engagementId, [golden<EngagementEvent>('routing.engagement-offered.v1', { requestId })]),
  }
}
