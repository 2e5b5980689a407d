import { requestFacts } from '@spoc/intake-contracts'
import { splitStreamName, upcast, type Fact, type Recorded, type StreamKind } from '@spoc/platform-kernel'
import { engagementFacts, pageFacts, routingOfRequest } from '@spoc/routing-contracts'
import { breachFacts, evolveSla, noSla, olaFacts } from '@spoc/sla-contracts'
import { everyContract } from '../trail/every-type.js'

type Fold<State> = Pick<StreamKind<State, never>, 'category' | 'initial' | 'evolve'>

/** What is known of a request over all contexts, folded by what each of them publishes. */
export function stateOf(events: readonly Recorded[]) {
  const known = events.flatMap((event) => {
    const { fact, known: isKnown } = upcast(everyContract, event)
    return isKnown ? [{ stream: event.stream, fact }] : []
  })
  const each = <State>(fold: Fold<State>) => {
    const states = new Map<string, State>()
    for (const { stream, fact } of known) {
      const [category, id] = splitStreamName(stream, categories) ?? []
      if (category === fold.category && id !== undefined)
        states.set(id, fold.evolve(states.get(id) ?? fold.initial, fact as never))
    }
    return [...states].map(([id, state]) => ({ id, ...state }))
  }
  const [request = { is: 'unknown' as const }] = each(requestFacts)
  const [routing = routingOfRequest.initial] = each(routingOfRequest)
  const [sla = noSla] = each({ category: 'sla', initial: noSla, evolve: (state, fact: Fact) => evolveSla(state, fact) })
  const [breaches = breachFacts.initial] = each(breachFacts)
  return { request, routing, sla, breaches, engagements: each(engagementFacts), olas: each(olaFacts), pages: each(pageFacts) }
}

const categories = everyContract.flatMap((contract) => contract.categories)

/** Of each decision that rested on facts of other streams: which, and at what revision. */
export function reasonsOf(events: readonly Recorded[]) {
  return events.flatMap(({ id, position, stream, revision, type, metadata }) => {
    const { used, source, causation, actor, recordedAt } = metadata
    return used === undefined
      ? []
      : [{ event: id, position: String(position), stream, revision, type, recordedAt, actor, causation, source, used }]
  })
}
