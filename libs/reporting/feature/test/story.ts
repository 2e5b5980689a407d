import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { accountFacts, type AccountEvent } from '@spoc/directory-contracts'
import { requestFacts, type RequestEvent } from '@spoc/intake-contracts'
import type { Actor, Fact, Given, StreamKind } from '@spoc/platform-kernel'
import type { World } from '@spoc/platform-testing/world'
import { routingOfRequest, type RequestRoutingEvent } from '@spoc/routing-contracts'
import { breachFacts, evolveSla, noSla, type BreachEvent, type ClockEvent, type SlaOfRequest } from '@spoc/sla-contracts'

type More = Readonly<Record<string, unknown>>

/** An event as its golden file has it, with some of its data changed. */
export function golden<E extends Fact>(type: E['type'], more: More = {}): E {
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

const ines: Actor = { kind: 'person', id: 'ines' }

export function account(world: World, accountId: string, name: string) {
  const registered = golden<AccountEvent>('directory.account-registered.v1', { name })
  return world.service.background.streams.change(accountFacts, accountId, world.given(), () => [registered])
}

/** Writes what happens to one request as its contexts would, at the world's time. */
export function request(world: World, requestId: string) {
  const { streams } = world.service.background
  const write = <State, E extends Fact>(kind: StreamKind<State, E>, facts: readonly E[], more: Partial<Given> = {}) =>
    streams.change(kind, requestId, world.given({ actor: ines, ...more }), () => facts)
  return {
    received: (more: More = {}) =>
      write(
        requestFacts,
        [
          golden<RequestEvent>('intake.request-received.v1', {
            number: `R-${requestId}`,
            receivedAt: world.given().now,
            ...more,
          }),
        ],
        { channel: 'mail' },
      ),
    intake: (type: RequestEvent['type'], more: More = {}, given: Partial<Given> = {}) =>
      write(requestFacts, [golden<RequestEvent>(type, more)], given),
    routing: (type: RequestRoutingEvent['type'], more: More = {}) =>
      write(routingOfRequest, [golden<RequestRoutingEvent>(type, more)]),
    sla: (type: ClockEvent['type'], more: More = {}) => write(slaStream, [golden<ClockEvent>(type, more)]),
    attributed: (more: More = {}) => write(breachFacts, [golden<BreachEvent>('sla.breach-attributed.v1', more)]),
  }
}
